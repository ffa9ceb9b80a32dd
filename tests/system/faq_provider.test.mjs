// Several models, tried in order; their keys, which nobody ever sees; their limits.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { FakeModel } from './model.mjs';
import { until } from './program.mjs';
import { ask, assertComplete, faqPath, faqSite, queueOf, whole } from './faq.mjs';

// A site with two models of one provider: large first.
async function twoModels(t, large = {}, small = {}) {
    const model = await FakeModel.start(t);
    const world = await faqSite(t, {
        models: {
            small: model.section({ model: 'fake-small', ...small }),
            large: model.section({ concurrency: 1, ...large }),
        },
        faq: { models: 'large small' },
    });
    return { ...world, model };
}

test('the first model in the operator’s order answers', async t => {
    const { model, site, papers: [id] } = await twoModels(t);
    const daemon = await site.daemon('--no-fetch');
    await ask(daemon, id);
    const faq = await whole(daemon, id);
    assertComplete(faq);
    assert.equal(faq.model, 'fake-large');
    assert.ok((await model.calls()).every(call => call.model === 'fake-large'));
});

for (const [what, parameters] of [
    ['is at its limit', { status: 429, retry_after: '3600' }],
    ['has no quota left', { status: 429, code: 'insufficient_quota' }],
    ['does not accept its key', { status: 401 }],
    ['filters the text', { status: 400, code: 'content_filter' }],
])
    test(`the second goes on where the first ${what}`, async t => {
        const { model, site, papers: [id] } = await twoModels(t);
        const daemon = await site.daemon('--no-fetch');
        await model.misbehave('status',
            { model: 'fake-large', question: 3, count: -1, ...parameters });
        await ask(daemon, id);
        const faq = await whole(daemon, id);
        assertComplete(faq);
        assert.match(faq.model, /fake-large.*fake-small/, 'both are named');
        const calls = await model.calls();
        assert.deepEqual(calls.map(call => [call.number, call.model, call.status]), [
            [1, 'fake-large', 200], [2, 'fake-large', 200], [3, 'fake-large', parameters.status],
            ...[3, 4, 5, 6].map(number => [number, 'fake-small', 200])]);
    });

test('a provider is never called by more at a time than its section says', async t => {
    const { model, site, papers } = await faqSite(t, { arxiv: { 'per-day': 30 },
        section: { concurrency: 3 }, model: { piece: 2 } });
    const daemon = await site.daemon('--no-fetch');
    const asked = papers.slice(0, 8);
    await Promise.all(asked.map(id => ask(daemon, id)));
    for (const id of asked) assertComplete(await whole(daemon, id));
    const { open_most } = await model.whole();
    assert.ok(open_most > 1 && open_most <= 3, `${open_most} calls at a time`);
});

test('a provider is not called more often a minute than its section says', async t => {
    const { model, site, papers: [one, two] } = await faqSite(t, { section: { rpm: 120 } });
    const daemon = await site.daemon('--no-fetch');
    await ask(daemon, one);
    await ask(daemon, two);
    assertComplete(await whole(daemon, one));
    assertComplete(await whole(daemon, two));
    const times = (await model.calls()).map(({ at }) => at).sort((a, b) => a - b);
    assert.equal(times.length, 12);
    const taken = times.at(-1) - times[0];
    assert.ok(taken >= 11 * 500 - 200, `twelve calls within ${taken} ms, by another clock`);
});

test('a key is sent to the provider and shown to nobody', async t => {
    const key = 'sk-very-secret-0123456789abcdef';
    const model = await FakeModel.start(t, { key });
    const world = await faqSite(t, { models: {
        fake: model.section({ key_file: '/nonexistent/key' }) } });
    const { site, papers } = world;
    const file = path.join(site.folder, 'key');
    await writeFile(file, `${key}\n`, { mode: 0o400 });
    const configure = () => site.configure(world.arxiv, {
        arxiv: { categories: 'cs.CL' }, faq: { backoff: 0, anonymous_day: 100 },
        log: { level: 'debug' }, 'model.fake': model.section({ key_file: file }) });
    await configure();
    const daemon = await site.daemon('--no-fetch');
    await ask(daemon, papers[0]);
    assertComplete(await whole(daemon, papers[0]));
    assert.ok((await model.calls()).every(({ has_key }) => has_key));
    // A provider that repeats what it was sent.
    await model.misbehave('status',
        { question: 2, status: 401, text: `Incorrect API key provided: ${key}`, count: -1 });
    await ask(daemon, papers[1]);
    await until(async () => (await queueOf(daemon)).providers.some(({ stopped }) => stopped),
        'the provider is stopped');
    const shown = [];
    for (const where of ['/queue', '/api/v1/queue', '/status', '/api/v1/status', '/metrics',
        `/arxiv/${papers[1]}/faq`, faqPath(papers[1]), faqPath(papers[0])])
        shown.push(await daemon.text(where));
    await daemon.stop();
    for (const words of [['config'], ['config', '--json'], ['status'], ['check']]) {
        const { out, error } = await site.command(...words);
        shown.push(out, error);
    }
    shown.push(daemon.log, daemon.run.out);
    for (const text of shown) assert.ok(!text.includes(key), text.slice(0, 400));
    assert.match(daemon.log, /does not accept the key/);
});

test('a key that is put right needs no restart', async t => {
    const model = await FakeModel.start(t, { key: 'the-right-key-of-today' });
    const world = await faqSite(t, { models: { fake: model.section() } });
    const file = path.join(world.site.folder, 'key');
    await writeFile(file, 'the-key-of-yesterday');
    await world.site.configure(world.arxiv, { arxiv: { categories: 'cs.CL' },
        faq: { backoff: 0, anonymous_day: 100 },
        'model.fake': model.section({ key_file: file }) });
    const daemon = await world.site.daemon('--no-fetch');
    const [id] = world.papers;
    await ask(daemon, id);
    await until(async () => (await queueOf(daemon)).providers.some(({ stopped }) => stopped),
        'the provider is stopped');
    await writeFile(file, 'the-right-key-of-today\n');
    assertComplete(await whole(daemon, id, '', 60000));
});

test('a model that the provider does not have is called out at the start', async t => {
    const { site } = await faqSite(t, { section: { model: 'fake-gone' } });
    const daemon = await site.daemon('--no-fetch');
    await until(() => /fake-gone/.test(daemon.log), 'the log names it');
});
