// Every way in which arXiv fails: never "no papers today", nothing lost, said in words,
// and made good by the next run.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { FakeArxiv, idsOf } from './arxiv.mjs';
import { Site, until } from './program.mjs';
import { assertListComplete, dump } from './truth.mjs';

// Refusals without a term mean ten minutes of quiet (pace.test.mjs).
const briefly = { retry_after: '1' };

// What is wrong at which endpoint.
const failures = [
    ['a listing answers 500', 'status', { endpoint: 'list', status: 500 }],
    ['a listing answers 403', 'status', { endpoint: 'list', status: 403, ...briefly }],
    ['a listing answers 429', 'status', { endpoint: 'list', status: 429, ...briefly }],
    ['a listing is temporarily unavailable', 'unavailable',
        { endpoint: 'list', ...briefly }],
    ['a listing is an error page under 200', 'html', { endpoint: 'list' }],
    ['a listing is empty', 'empty', { endpoint: 'list' }],
    ['a listing is cut', 'truncate', { endpoint: 'list' }],
    ['a listing breaks off', 'break', { endpoint: 'list' }],
    ['a listing is 50 MB', 'huge', { endpoint: 'list' }],
    ['a listing resets the connection', 'reset', { endpoint: 'list' }],
    ['a listing redirects to elsewhere', 'redirect',
        { endpoint: 'list', status: 302, location: 'http://127.0.0.1:9/' }],
    ['a listing counts more than it shows', 'short', { endpoint: 'list', bytes: 2 }],
    ['a feed answers 503', 'status', { endpoint: 'feed', status: 503 }],
    ['a feed is an error page under 200', 'html', { endpoint: 'feed' }],
    ['a feed is empty', 'empty', { endpoint: 'feed' }],
    ['a feed is cut', 'truncate', { endpoint: 'feed' }],
    ['a feed breaks off', 'break', { endpoint: 'feed' }],
    ['a feed is 50 MB', 'huge', { endpoint: 'feed' }],
    ['a feed resets the connection', 'reset', { endpoint: 'feed' }],
    ['a feed holds control characters', 'control', { endpoint: 'feed' }],
    ['a feed is in another charset than it says', 'latin1', { endpoint: 'feed' }],
    ['a feed names another charset', 'charset', { endpoint: 'feed' }],
    ['a feed shows the batch before', 'stale', { endpoint: 'feed' }],
    ['a feed is cut at some entries', 'cut', { endpoint: 'feed', bytes: 3 }],
    ['the API answers 429', 'status', { endpoint: 'api', status: 429, ...briefly }],
    ['the API answers its error entry', 'error_entry', { endpoint: 'api' }],
    ['the API drops ids', 'drop', { endpoint: 'api', bytes: 3 }],
    ['the API is empty', 'empty', { endpoint: 'api' }],
    ['everything answers 503', 'status', { endpoint: 'any', status: 503 }],
    ['everything is an error page under 200', 'html', { endpoint: 'any' }],
    ['everything is empty', 'empty', { endpoint: 'any' }],
];

// No list may claim to be complete or empty while it is not.
async function assertHonest(site, day) {
    await site.reading(async daemon => {
        const list = await daemon.json('/api/v1/arxiv/cs.CL');
        const text = await daemon.text('/arxiv/cs.CL');
        assert.doesNotMatch(text, /no papers today|no updates today/i);
        const { announced, complete } = list.ledger;
        const truth = day.announced['cs.CL'].new.length + day.announced['cs.CL'].cross.length;
        if (complete && list.date === day.date) {
            assert.equal(announced, truth);
            assert.equal(list.total, truth);
        }
    });
}

async function failAndRecover(t, kind, parameters) {
    const fake = await FakeArxiv.start(t, { 'per-day': 6, categories: 'cs.CL' });
    const site = await Site.create(t, fake, { arxiv: { categories: 'cs.CL' } });
    await fake.misbehave(kind, parameters);
    const day = await fake.today();
    const first = await site.ingest();
    assert.ok([0, 3].includes(first.code), `${first.code}: ${first.error}`);
    assert.doesNotMatch(first.error, /Sanitizer/);
    await assertHonest(site, day);
    await fake.calm();
    const second = await site.ingest();
    assert.equal(second.code, 0, second.error);
    await site.reading(daemon => assertListComplete(daemon, day, 'cs.CL'));
}

// A source that fails is tried for up to 30 seconds: the cases wait side by side.
describe('while arXiv fails', { concurrency: 64 }, () => {
    for (const [name, kind, parameters] of failures)
        test(`${name}: nothing is lost, and the next run makes it good`,
            t => failAndRecover(t, kind, parameters));

    for (const kind of ['html', 'empty', 'truncate', 'stale'])
        test(`a day that was complete stays as it is: ${kind}`, async t => {
            const fake = await FakeArxiv.start(t, { categories: 'cs.CL' });
            const site = await Site.create(t, fake, { arxiv: { categories: 'cs.CL' } });
            assert.equal((await site.ingest()).code, 0);
            const before = await site.reading(dump);
            await fake.misbehave(kind, { endpoint: 'any' });
            await site.ingest();
            assert.deepEqual(await site.reading(dump), before);
        });

    test('a source that cannot be read gives 3, and what could be read is there', async t => {
        const fake = await FakeArxiv.start(t);
        const site = await Site.create(t, fake);
        await fake.misbehave('status', { endpoint: 'any', category: 'cs.CV', status: 500 });
        const { code, error } = await site.ingest();
        assert.equal(code, 3, error);
        const day = await fake.today();
        await site.reading(daemon => assertListComplete(daemon, day, 'cs.CL'));
    });

    test('a failing source is named with its words, in the output and on the page', async t => {
        const fake = await FakeArxiv.start(t);
        const site = await Site.create(t, fake);
        await fake.misbehave('status', { endpoint: 'any', status: 503 });
        const { code, out, error } = await site.command('ingest');
        assert.equal(code, 3);
        assert.match(out + error, /503/);
        await site.reading(async daemon => {
            for (const page of ['/', '/arxiv/cs.CL']) assert.match(await daemon.text(page), /503/);
        });
    });

    test('an ingest gives a stalling source up within the time it has', async t => {
        const fake = await FakeArxiv.start(t, { categories: 'cs.CL' });
        const site = await Site.create(t, fake, { arxiv: { categories: 'cs.CL' } });
        await fake.misbehave('stall', { endpoint: 'list' });
        const { code, error } = await site.ingest(); // ends, though the source never does
        assert.equal(code, 3, error);
        await fake.calm();
        assert.equal((await site.ingest()).code, 0);
    });

    test('a query that is refused once is asked again in parts', async t => {
        const fake = await FakeArxiv.start(t, { categories: 'cs.CL' });
        const site = await Site.create(t, fake, { arxiv: { categories: 'cs.CL' } });
        await fake.misbehave('error_entry', { endpoint: 'api', count: 1 });
        const { code, error, json } = await site.ingest();
        assert.equal(code, 0, error);
        assert.deepEqual(json.problems, []);
        const sizes = (await fake.log()).filter(({ path }) => path.includes('id_list='))
            .map(({ path }) => path.split(',').length);
        assert.ok(sizes.length > 1 && sizes[1] <= Math.ceil(sizes[0] / 2), `${sizes}`);
    });

    test('an API that refuses everything is a problem', async t => {
        const fake = await FakeArxiv.start(t, { categories: 'cs.CL' });
        const site = await Site.create(t, fake, { arxiv: { categories: 'cs.CL' } });
        await fake.misbehave('error_entry', { endpoint: 'api' });
        const { code, json } = await site.ingest();
        assert.equal(code, 3);
        assert.match(json.problems.map(({ what }) => what).join(), /incorrect id format/);
    });

    test('papers that the API was not asked for are not stored', async t => {
        const fake = await FakeArxiv.start(t, { categories: 'cs.CL' });
        const site = await Site.create(t, fake, { arxiv: { categories: 'cs.CL' } });
        await fake.misbehave('extra', { endpoint: 'api', bytes: 5 });
        const { code, error } = await site.ingest();
        assert.equal(code, 0, error);
        assert.ok((await fake.log()).some(({ path }) => path.includes('id_list=')));
        const announced = idsOf(await fake.today()).length;
        const status = JSON.parse((await site.command('status', '--json')).out);
        assert.equal(status.stored.papers, announced);
    });

    test('a withheld paper arrives by itself in a running daemon', async t => {
        const fake = await FakeArxiv.start(t);
        const site = await Site.create(t, fake);
        const day = await fake.today();
        const [hidden] = day.announced['cs.CL'].new;
        await fake.control({ withhold_hard: hidden });
        const daemon = await site.daemon();
        await until(async () => (await fake.log()).some(({ path, end_ms }) =>
            end_ms && path.includes(hidden)), 'the API has been asked for it in vain');
        const { ledger } = await daemon.json('/api/v1/arxiv/cs.CL');
        assert.ok(ledger.missing.includes(hidden));
        assert.match(await daemon.text('/arxiv/cs.CL'), new RegExp(hidden));
        await fake.control({ release: 'all' });
        await until(async () => (await daemon.json('/api/v1/arxiv/cs.CL')).ledger.complete,
            'the paper has come', 150000);
        await assertListComplete(daemon, day, 'cs.CL');
    });
});

test('a feed cut at 2000 is never taken for the whole', async t => {
    const fake = await FakeArxiv.start(t, { days: 1, 'per-day': 2100, categories: 'cs.CL' });
    const site = await Site.create(t, fake, { arxiv: { categories: 'cs.CL' } });
    const { code, out, error } = await site.command('ingest');
    assert.ok([0, 3].includes(code), error);
    assert.match(out + error, /cut|2000/);
    const day = await fake.today();
    await site.reading(daemon => assertListComplete(daemon, day, 'cs.CL'));
});
