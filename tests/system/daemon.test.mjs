// The daemon: fetches by itself, serves meanwhile, owns its folder, ends well.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { test } from 'node:test';
import { FakeArxiv } from './arxiv.mjs';
import { Site, pause, until } from './program.mjs';
import { assertListComplete, ledgerRows } from './truth.mjs';

const isListed = (daemon, day, category = 'cs.CL') => async () => {
    const list = await daemon.json(`/api/v1/arxiv/${category}`);
    return list.date === day.date && list.ledger.complete;
};

// Runs `paperfeed ingest` beside a daemon, so that nobody waits for its schedule.
const nudge = site => site.ingest();

test('a daemon fills its lists by itself', async t => {
    const fake = await FakeArxiv.start(t);
    const site = await Site.create(t, fake);
    const daemon = await site.daemon();
    const day = await fake.today();
    await until(isListed(daemon, day), 'the list is complete');
    await assertListComplete(daemon, day, 'cs.CL');
});

test('at a weekend the last list comes from the listing page', async t => {
    const fake = await FakeArxiv.start(t, { weekend: true });
    const site = await Site.create(t, fake);
    const { code, error } = await site.ingest();
    assert.equal(code, 0, error);
    await site.reading(async daemon => assertListComplete(daemon, await fake.today(), 'cs.CL'));
});

test('a day that was missed is shown as missed, not as empty', async t => {
    const fake = await FakeArxiv.start(t, { days: 3, day: 1, 'last-day': '2026-10-29' });
    const site = await Site.create(t, fake);
    assert.equal((await site.ingest()).code, 0);
    await fake.control({ day: 3 });
    const { code, error } = await site.ingest();
    assert.equal(code, 3, error);
    const missed = (await fake.world()).days[1].date;
    await site.reading(async daemon => {
        const rows = ledgerRows((await daemon.json('/api/v1/ledger')).days);
        const row = [...rows.values()].find(one => one.date === missed);
        assert.equal(row?.source, 'missed');
        assert.match(await daemon.text('/ledger'), new RegExp(missed));
    });
});

test('without network the page says so, and the service is up', async t => {
    const site = await Site.create(t, 'http://127.0.0.1:9');
    const daemon = await site.daemon();
    await until(async () => /class="notice"/.test(await daemon.text('/')), 'the notice');
    const page = await daemon.text('/arxiv/cs.CL');
    assert.match(page, /class="notice"/);
    assert.match(page, /127\.0\.0\.1|connect/i);
    assert.doesNotMatch(page, /no papers today/i);
    assert.equal((await daemon.get('/healthz')).status, 200);
});

test('ingest beside a daemon is done by the daemon', async t => {
    const fake = await FakeArxiv.start(t, { days: 2, day: 1 });
    const site = await Site.create(t, fake);
    const daemon = await site.daemon();
    await until(isListed(daemon, await fake.today()), 'the first day');
    await fake.control({ day: 2 });
    const { code, error, json } = await nudge(site);
    assert.equal(code, 0, error);
    const day = await fake.today();
    assert.ok(json.days.some(row => row.date === day.date));
    await assertListComplete(daemon, day, 'cs.CL');
});

test('pages change with a new announcement', async t => {
    const fake = await FakeArxiv.start(t, { days: 2, day: 1 });
    const site = await Site.create(t, fake);
    const daemon = await site.daemon();
    await until(isListed(daemon, await fake.today()), 'the first day');
    const first = await daemon.get('/arxiv/cs.CL');
    const old = await first.text();
    const same = await daemon.get('/arxiv/cs.CL',
        { headers: { 'If-None-Match': first.headers.get('etag') } });
    assert.equal(same.status, 304);
    await fake.control({ day: 2 });
    await nudge(site);
    const text = await daemon.text('/arxiv/cs.CL');
    assert.notEqual(text, old);
    assert.match(text, new RegExp((await fake.today()).announced['cs.CL'].new[0]));
});

test('a second daemon on the same folder is refused, and says who has it', async t => {
    const fake = await FakeArxiv.start(t);
    const site = await Site.create(t, fake);
    const daemon = await site.daemon('--no-fetch');
    const { code, error } = await site.command('run');
    assert.notEqual(code, 0);
    assert.match(error, new RegExp(`\\b${daemon.pid}\\b`));
    assert.equal((await daemon.get('/healthz')).status, 200);
});

test('SIGTERM ends the daemon, even while a source stalls', async t => {
    const fake = await FakeArxiv.start(t);
    const site = await Site.create(t, fake);
    await fake.misbehave('stall', { endpoint: 'any' });
    const daemon = await site.daemon();
    await until(async () => (await fake.log()).length > 0, 'a request hangs');
    const { code, signal } = await daemon.stop();
    assert.deepEqual([code, signal], [0, null]);
});

// Processes whose parent was, or whose command line names, this program's data folder.
async function descendants(pid) {
    const found = [];
    for (const name of await readdir('/proc')) {
        if (!/^\d+$/.test(name)) continue;
        const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
        const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
        if (parent === pid) found.push(Number(name));
    }
    return found;
}

const isAlive = pid => readFile(`/proc/${pid}/stat`, 'utf8')
    .then(stat => !/\) [ZX] /.test(stat), () => false);

test('no child outlives a killed daemon by more than two seconds', async t => {
    const fake = await FakeArxiv.start(t, { 'per-day': 2000, days: 1, categories: 'cs.CL' });
    const site = await Site.create(t, fake, { arxiv: { categories: 'cs.CL' } });
    let seen = 0;
    for (let round = 0; round < 3; round++) {
        const daemon = await site.daemon();
        const children = await until(async () => {
            const now = await descendants(daemon.pid);
            return now.length > 0 && now;
        }, 'a child is at work', 20000).catch(() => []);
        await daemon.kill();
        seen += children.length;
        const end = Date.now() + 2000;
        while (Date.now() < end && (await Promise.all(children.map(isAlive))).some(Boolean))
            await pause(50);
        for (const child of children)
            assert.equal(await isAlive(child), false, `child ${child} lives on`);
    }
    assert.ok(seen > 0, 'no child was ever seen at work');
});

test('the page of an unknown paper is fetched once, however many ask', async t => {
    const fake = await FakeArxiv.start(t);
    const site = await Site.create(t, fake);
    const world = await fake.world();
    const announced = new Set(world.days.flatMap(day =>
        Object.values(day.announced).flatMap(lists => Object.values(lists).flat())));
    const other = Object.keys(world.papers)
        .find(id => !announced.has(id) && !id.includes('/'));
    const daemon = await site.daemon();
    await until(isListed(daemon, await fake.today()), 'the list');
    await fake.control({ forget: 1 });
    await Promise.all(Array.from({ length: 8 }, () => daemon.get(`/arxiv/${other}`)));
    await until(async () => (await daemon.get(`/api/v1/arxiv/${other}`)).status === 200 &&
        (await daemon.json(`/api/v1/arxiv/${other}`)).papers.length === 1, 'the paper');
    const asked = (await fake.log()).filter(request => request.path.includes(other));
    assert.equal(asked.length, 1);
    assert.match(await daemon.text(`/arxiv/${other}`), /class="panel paper"/);
});

test('an id that arXiv does not know is asked for once, and the page says so', async t => {
    const fake = await FakeArxiv.start(t);
    const site = await Site.create(t, fake);
    const daemon = await site.daemon();
    await until(isListed(daemon, await fake.today()), 'the list');
    await fake.control({ forget: 1 });
    await daemon.get('/arxiv/2601.99999');
    await until(async () => (await daemon.get('/arxiv/2601.99999')).status === 404,
        'arXiv has no such paper');
    await daemon.get('/arxiv/2601.99999');
    const asked = (await fake.log()).filter(request => request.path.includes('99999'));
    assert.equal(asked.length, 1);
});
