// The played provider of language models (tests/support/fake_model): started for a test,
// steered, asked what it was called for.
import { address, entries, fakeModel, start, until } from './program.mjs';

export class FakeModel {
    // options: port, models, key, first, piece (ms), bytes (of an answer)
    static async start(t, options = {}) {
        const args = Object.entries(options).flatMap(([name, value]) =>
            [`--${name}`, String(value)]);
        const fake = new FakeModel();
        fake.run = start(fakeModel, ['--port', '0', '--die-with-parent', ...args]);
        t?.after(() => fake.stop());
        fake.url = await address(fake.run, 'fake_model');
        return fake;
    }

    stop() { this.run.child.kill('SIGKILL'); }

    // A [model.NAME] section that leads here.
    section(keys = {}) {
        return { preset: 'vllm', url: `${this.url}/v1`, model: 'fake-large', concurrency: 2,
            first_token: 5, idle: 5, total: 60, ...keys };
    }

    async control(parameters) {
        const answer = await fetch(`${this.url}/_control`, {
            method: 'POST', body: JSON.stringify(parameters),
        });
        if (!answer.ok) throw new Error(await answer.text());
    }

    // A rule for the next call that fits; `count: -1`: for all of them.
    misbehave(kind, parameters = {}) {
        return this.control({ misbehave: kind, ...parameters });
    }

    calm() { return this.control({ calm: 1 }); }

    // Between two jobs only: what is under way loses its record.
    async fresh() {
        await this.control({ calm: 1 });
        await until(async () => (await this.whole()).open === 0, 'no call is under way');
        await this.control({ forget: 1 });
    }

    async whole() { return (await fetch(`${this.url}/_log`)).json(); }

    async calls() { return entries((await this.whole()).calls); }
}
