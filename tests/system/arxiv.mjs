// The played arXiv (tests/support/fake_arxiv): started for a test, steered, asked what it
// saw and what is true.
import { address, entries, fakeArxiv, start } from './program.mjs';

export const sections = ['new', 'cross', 'replace', 'replace-cross'];

export class FakeArxiv {
    // options: seed, days, 'per-day', categories, 'last-day', replay, day, weekend
    static async start(t, options = {}) {
        const given = { seed: 1, days: 3, 'per-day': 12, ...options };
        const args = Object.entries(given).filter(([, value]) => value !== false)
            .flatMap(([name, value]) => value === true ? [`--${name}`]
                : [`--${name}`, String(value)]);
        const fake = new FakeArxiv();
        fake.run = start(fakeArxiv, ['--port', '0', '--die-with-parent', ...args]);
        t?.after(() => fake.stop());
        fake.url = await address(fake.run, 'fake_arxiv');
        return fake;
    }

    stop() { this.run.child.kill('SIGKILL'); }

    async control(parameters) {
        const answer = await fetch(`${this.url}/_control`, {
            method: 'POST', body: JSON.stringify(parameters),
        });
        if (!answer.ok) throw new Error(await answer.text());
        return answer.json();
    }

    // What is wrong until it is calmed, or `count` times.
    misbehave(kind, parameters = {}) {
        return this.control({ misbehave: kind, count: -1, ...parameters });
    }

    calm() { return this.control({ calm: 1 }); }

    async log() {
        return entries((await (await fetch(`${this.url}/_log`)).json()).requests);
    }

    async world() { return (await fetch(`${this.url}/_world`)).json(); }

    // { date, announced: { category: { section: [ids] } } } of the day shown.
    async today() { return (await this.world()).days.at(-1); }
}

// Every id of a day, each once.
export function idsOf(day) {
    return [...new Set(Object.values(day.announced).flatMap(lists =>
        Object.values(lists).flat()))];
}
