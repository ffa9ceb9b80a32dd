// The nightly job: complete, idempotent, honest in its exit code.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeArxiv, idsOf } from './arxiv.mjs';
import { Site } from './program.mjs';
import {
    assertLedgerComplete, assertListComplete, assertPaper, dump, ledgerRows,
} from './truth.mjs';

test('an ingest stores every announced paper of every watched category', async t => {
    const fake = await FakeArxiv.start(t, { 'per-day': 40 });
    const site = await Site.create(t, fake);
    const { code, json, error } = await site.ingest();
    assert.equal(code, 0, error);
    const world = await fake.world();
    const day = world.days.at(-1);
    assertLedgerComplete(json.days, day, world.categories);
    await site.reading(async daemon => {
        assertLedgerComplete((await daemon.json('/api/v1/ledger')).days, day,
            world.categories);
        for (const category of world.categories) {
            const list = await assertListComplete(daemon, day, category);
            for (const paper of list.papers) assertPaper(paper, world.papers[paper.id]);
        }
    });
});

test('a second ingest changes nothing', async t => {
    const fake = await FakeArxiv.start(t);
    const site = await Site.create(t, fake);
    assert.equal((await site.ingest()).code, 0);
    const before = await site.reading(dump);
    assert.ok(Object.keys(before.lists).length > 0);
    assert.equal((await site.ingest()).code, 0);
    assert.deepEqual(await site.reading(dump), before);
});

test('day after day: replacements bring new versions, earlier days stay', async t => {
    const fake = await FakeArxiv.start(t, { days: 3, 'per-day': 30 });
    const site = await Site.create(t, fake);
    for (let day = 1; day <= 3; day++) {
        await fake.control({ day });
        const { code, error } = await site.ingest();
        assert.equal(code, 0, `day ${day}: ${error}`);
    }
    const world = await fake.world();
    await site.reading(async daemon => {
        const { days } = await daemon.json('/api/v1/ledger');
        for (const day of world.days) {
            assertLedgerComplete(days, day, world.categories);
            for (const category of world.categories) {
                const list = await assertListComplete(daemon, day, category);
                for (const paper of list.papers)
                    assert.equal(paper.version, world.papers[paper.id].version, paper.id);
            }
        }
    });
});

test('a paper that feed and API withhold is named, and the exit code is 3', async t => {
    const fake = await FakeArxiv.start(t);
    const site = await Site.create(t, fake);
    const day = await fake.today();
    const [shown, hidden] = day.announced['cs.CL'].new;
    await fake.control({ withhold: shown, withhold_hard: hidden });
    const first = await site.ingest();
    assert.equal(first.code, 3, first.error);
    const row = ledgerRows(first.json.days).get(`${day.date} cs.CL new`);
    assert.equal(row.announced, day.announced['cs.CL'].new.length);
    assert.deepEqual([...row.missing].sort(), [shown, hidden].sort());
    await site.reading(async daemon => {
        for (const page of ['/arxiv/cs.CL', '/ledger']) {
            const text = await daemon.text(page);
            for (const id of [shown, hidden]) assert.ok(text.includes(id), `${id} on ${page}`);
        }
    });
    await fake.control({ release: 'all' });
    assert.equal((await site.ingest()).code, 0);
    await site.reading(daemon => assertListComplete(daemon, day, 'cs.CL'));
});

test('wrong usage gives 2 and says so', async t => {
    const fake = await FakeArxiv.start(t);
    const site = await Site.create(t, fake);
    for (const args of [['ingest', '--nonsense'], ['ingest', '--date', '2026-13-40'],
        ['ingest', 'cs.CL'], ['no-such-command']]) {
        const { code, error } = await site.command(...args);
        assert.equal(code, 2, args.join(' '));
        assert.match(error, /paperfeed: \S/, args.join(' '));
    }
    assert.deepEqual(await fake.log(), []);
});

test('trouble of our own gives 1: a data folder that cannot be made', async t => {
    const fake = await FakeArxiv.start(t);
    const site = await Site.create(t, fake);
    site.data = `${site.config}/below-a-file`;
    const { code, error } = await site.command('ingest');
    assert.equal(code, 1, error);
    assert.match(error, /below-a-file/);
});

test('ingest --json tells date, category, section, counts, source and time', async t => {
    const fake = await FakeArxiv.start(t);
    const site = await Site.create(t, fake);
    const { json } = await site.ingest();
    assert.ok(json.days.length > 0);
    for (const row of json.days) {
        assert.match(row.date, /^\d{4}-\d\d-\d\d$/);
        assert.match(row.category, /^cs\.[A-Z]{2}$/);
        assert.match(row.section, /^(new|cross|replace|replace-cross)$/);
        assert.ok(Number.isInteger(row.announced) && Number.isInteger(row.stored));
        assert.ok(Array.isArray(row.missing));
        assert.equal(typeof row.source, 'string');
        assert.match(row.checked_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    }
});

test('what a category no longer watched lacks does not make a run incomplete', async t => {
    const fake = await FakeArxiv.start(t);
    const site = await Site.create(t, fake, { arxiv: { categories: 'cs.CL cs.CV' } });
    const { announced } = await fake.today();
    const elsewhere = new Set(Object.values(announced['cs.CL']).flat());
    const hidden = announced['cs.CV'].new.find(id => !elsewhere.has(id));
    await fake.control({ withhold_hard: hidden });
    assert.equal((await site.ingest()).code, 3);
    await site.configure(fake, { arxiv: { categories: 'cs.CL' } });
    const without = await site.ingest();
    assert.equal(without.code, 0, without.error);
    assert.ok(without.json.days.every(({ category }) => category === 'cs.CL'));
    await site.configure(fake, { arxiv: { categories: 'cs.CL cs.CV cs.LG' } });
    const more = await site.ingest();
    assert.equal(more.code, 3);
    assert.ok(more.json.days.some(({ category }) => category === 'cs.LG'));
    assert.deepEqual([...new Set(more.json.days.flatMap(({ missing }) => missing))], [hidden]);
});

test('ingest --date asks about one day: known or not', async t => {
    const fake = await FakeArxiv.start(t);
    const site = await Site.create(t, fake);
    const { date } = await fake.today();
    const known = await site.ingest('--date', date);
    assert.equal(known.code, 0, known.error);
    assert.deepEqual([...new Set(known.json.days.map(row => row.date))], [date]);
    assert.equal((await site.ingest('--date', '2026-03-03')).code, 3);
});

test('a union of categories shows each paper once', async t => {
    const fake = await FakeArxiv.start(t, { 'per-day': 40 });
    const site = await Site.create(t, fake);
    assert.equal((await site.ingest()).code, 0);
    const day = await fake.today();
    await site.reading(async daemon => {
        const list = await daemon.json(
            '/api/v1/arxiv/cs.CL,cs.LG,cs.AI,cs.CV' +
            '?sections=new,cross,replace,replace-cross&show=1000');
        const ids = list.papers.map(paper => paper.id);
        assert.equal(new Set(ids).size, ids.length);
        assert.deepEqual(new Set(ids), new Set(idsOf(day)));
    });
});
