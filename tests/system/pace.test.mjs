// Politeness towards arXiv: spacing, one request at a time, conditional requests, and
// Retry-After, over every restart.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeArxiv } from './arxiv.mjs';
import { Site, until } from './program.mjs';

const isPage = request => request.path.startsWith('/list/');

// The pauses between the starts of requests of one lane, in ms.
function gaps(log, inLane) {
    const times = log.filter(inLane).map(request => request.ms);
    return times.slice(1).map((ms, i) => ms - times[i]);
}

function assertPace(log, spacing, pageSpacing) {
    const slack = 60; // the clock that counts is the program's
    for (const gap of gaps(log, request => !isPage(request)))
        assert.ok(gap >= spacing - slack, `${gap} ms between feed and API requests`);
    for (const gap of gaps(log, isPage))
        assert.ok(gap >= pageSpacing - slack, `${gap} ms between pages`);
    log.slice(1).forEach((request, i) => assert.ok(request.ms >= log[i].end_ms,
        `${request.path} began before ${log[i].path} had ended`));
}

const slow = { categories: 'cs.CL cs.AI', spacing: 1, page_spacing: 2 };

test('requests keep their distance and come one at a time', async t => {
    const fake = await FakeArxiv.start(t, { categories: 'cs.CL,cs.AI' });
    const site = await Site.create(t, fake, { arxiv: slow });
    assert.equal((await site.ingest()).code, 0);
    const log = await fake.log();
    assert.ok(log.filter(isPage).length >= 2 && log.length >= 5);
    assertPace(log, 1000, 2000);
});

test('the distance is kept over two runs, one after the other', async t => {
    const fake = await FakeArxiv.start(t, { categories: 'cs.CL' });
    const site = await Site.create(t, fake,
        { arxiv: { ...slow, categories: 'cs.CL', page_spacing: 3 } });
    await site.ingest();
    const once = (await fake.log()).length;
    await site.ingest();
    const log = await fake.log();
    assert.ok(log.length > once, 'the second run asked too');
    assertPace(log, 1000, 3000);
});

test('the distance is kept over a kill and a restart of the daemon', async t => {
    const fake = await FakeArxiv.start(t, { categories: 'cs.CL' });
    const site = await Site.create(t, fake,
        { arxiv: { ...slow, categories: 'cs.CL', page_spacing: 3 } });
    for (let round = 0; round < 3; round++) {
        const seen = (await fake.log()).length;
        const daemon = await site.daemon();
        await until(async () => (await fake.log()).length > seen, 'the daemon asks');
        await daemon.kill();
    }
    assertPace(await fake.log(), 1000, 3000);
});

test('a second request is conditional, and 304 changes nothing', async t => {
    const fake = await FakeArxiv.start(t, { categories: 'cs.CL' });
    const site = await Site.create(t, fake, { arxiv: { categories: 'cs.CL' } });
    await site.ingest();
    await site.ingest();
    const log = await fake.log();
    const feeds = log.filter(request => request.path.startsWith('/rss/'));
    assert.equal(feeds[0].if_none_match, null);
    assert.match(feeds.at(-1).if_none_match, /^[0-9a-f]{64}$/, 'the ETag, as it was given');
    assert.equal(feeds.at(-1).status, 304);
    for (const request of log.filter(isPage)) {
        assert.equal(request.if_modified_since, null, 'never at listings: 304 is inverted');
        assert.equal(request.status, 200);
    }
});

test('every request says who asks', async t => {
    const fake = await FakeArxiv.start(t, { categories: 'cs.CL' });
    const site = await Site.create(t, fake,
        { arxiv: { categories: 'cs.CL', contact: 'librarian@example.org' } });
    await site.ingest();
    for (const request of await fake.log())
        assert.match(request.user_agent, /^paperfeed\/\S+ .*librarian@example\.org/);
});

test('Retry-After is obeyed, by the next run too', async t => {
    const fake = await FakeArxiv.start(t, { categories: 'cs.CL' });
    const site = await Site.create(t, fake, { arxiv: { categories: 'cs.CL' } });
    await fake.misbehave('status', { endpoint: 'any', status: 429, retry_after: '3600' });
    const first = await site.ingest();
    assert.equal(first.code, 3, first.error);
    await fake.calm();
    const asked = (await fake.log()).length;
    assert.ok(asked <= 2, `${asked} requests at a host that asked for quiet`);
    const second = await site.ingest();
    assert.equal(second.code, 3, second.error);
    assert.equal((await fake.log()).length, asked, 'not one more request within the hour');
});

test('Retry-After as a date is obeyed, and the wait ends', async t => {
    const fake = await FakeArxiv.start(t, { categories: 'cs.CL' });
    const site = await Site.create(t, fake, { arxiv: { categories: 'cs.CL' } });
    const date = new Date(Date.now() + 4000).toUTCString();
    await fake.misbehave('status',
        { endpoint: 'any', count: 1, status: 503, retry_after: date });
    const { code, error } = await site.ingest();
    assert.equal(code, 0, error);
    const [refused, next] = await fake.log();
    assert.equal(refused.status, 503);
    assert.ok(next.ms >= Date.parse(date) - 60, 'not before that date');
});

test('403 and 429 without Retry-After mean a long rest', async t => {
    for (const status of [403, 429]) {
        const fake = await FakeArxiv.start(t, { categories: 'cs.CL' });
        const site = await Site.create(t, fake, { arxiv: { categories: 'cs.CL' } });
        await fake.misbehave('status', { endpoint: 'any', status });
        const { code } = await site.ingest();
        assert.equal(code, 3, `status ${status}`);
        const log = await fake.log();
        assert.ok(log.length <= 2, `${log.length} requests after ${status}`);
    }
});
