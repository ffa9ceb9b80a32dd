// The whole of arXiv by OAI-PMH: everything of the days asked for, each once, whatever
// goes wrong on the way and whenever it is stopped.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import { assertCounts, assertWindow, backfill, questions, start, stored, window,
    windowIds } from './harvest.mjs';
import { rowsOf } from './faq.mjs';
import { Site, endInTime, pause, until } from './program.mjs';

const kills = Number(process.env.KILLS ?? 20);
const counted = 'SELECT read, added, changed, unchanged, skipped, duplicate FROM harvest';

test('a backfill stores what arXiv has, and is not repeated', async t => {
    const { fake, site } = await start(t);
    const { code, json, error } = await backfill(site, ...window);
    assert.equal(code, 0, error);
    const ids = await windowIds(fake);
    assert.equal(json.read, ids.size);
    assert.equal(json.added, ids.size);
    assert.equal(json.next, null);
    assertCounts(json);
    await assertWindow(site, fake);
    const asked = (await fake.log()).length;
    const again = await backfill(site, ...window);
    assert.equal(again.code, 0);
    assert.equal(again.json.read, 0);
    assert.equal((await fake.log()).length, asked, 'nothing was asked for twice');
});

test('requests are as arXiv wants them: closed days, any type accepted', async t => {
    const { fake, site } = await start(t);
    assert.equal((await backfill(site, '--set', 'cs.CL', ...window)).code, 0);
    const log = await fake.log();
    for (const { accept, in_flight } of log) {
        assert.equal(accept, '*/*');
        assert.equal(in_flight, 0);
    }
    const first = questions(log, 'ListRecords').filter(({ path }) => /from=/.test(path));
    assert.deepEqual(first.map(({ path }) => path), [
        '/oai?verb=ListRecords&metadataPrefix=arXivRaw&from=2024-06-01&until=2024-06-30' +
            '&set=cs:cs:CL',
        '/oai?verb=ListRecords&metadataPrefix=arXivRaw&from=2024-07-01&until=2024-07-03' +
            '&set=cs:cs:CL']);
    for (const { path } of log.filter(({ path }) => /resumptionToken/.test(path)))
        assert.match(path, /^\/oai\?verb=List\w+&resumptionToken=[^&]+$/);
});

test('a set holds the papers that have its category, first or not', async t => {
    const { fake, site } = await start(t);
    const { papers } = await fake.world();
    assert.equal((await backfill(site, '--set', 'cs.CV', ...window)).code, 0);
    const ids = await windowIds(fake);
    const found = await stored(site, ids);
    const expected = [...ids].filter(id => papers[id].categories.includes('cs.CV'));
    assert.deepEqual(Object.keys(found).sort(), expected.sort());
});

test('--again asks for everything and changes nothing', async t => {
    const { site } = await start(t);
    const { json } = await backfill(site, ...window);
    const again = await backfill(site, ...window, '--again');
    assert.equal(again.json.read, json.read);
    assert.equal(again.json.unchanged, json.read);
});

test('a newer version keeps the older text', async t => {
    const { fake, site } = await start(t, {}, { day: 2 });
    assert.equal((await backfill(site, ...window)).code, 0);
    await fake.control({ day: 4 });
    const { json } = await backfill(site, ...window, '--again');
    assert.ok(json.changed > 0 && json.added > 0);
    assertCounts(json);
    await assertWindow(site, fake);
    const [{ count }] = rowsOf(site, 'SELECT count(*) AS count FROM paper_version');
    assert.ok(count > 0 && count <= json.changed, `${count} older texts`);
});

test('deleted records withdraw their papers and remove nothing', async t => {
    const { fake, site } = await start(t);
    await backfill(site, ...window);
    const gone = [...await windowIds(fake)].slice(0, 3);
    await fake.control({ deleted: gone.join(',') });
    const { code, json } = await backfill(site, ...window, '--again');
    assert.equal(code, 0);
    assertCounts(json);
    const found = await stored(site, gone);
    for (const id of gone) {
        assert.equal(found[id].withdrawn, true);
        assert.ok(found[id].abstract.length > 0);
    }
});

test('a day of hundreds of records is read to its end', async t => {
    const { fake, site } = await start(t, { 'per-day': 200 },
        { oai_bulk: '2024-06-03', oai_page: 30 });
    const { code, json, error } = await backfill(site, ...window);
    assert.equal(code, 0, error);
    const { papers } = await fake.world();
    assert.equal(json.added, Object.keys(papers).length);
    assert.equal(json.duplicate, 0);
});

test('the server of before March 2025 is understood too', async t => {
    const { fake, site } = await start(t, {}, { oai_old: 1 });
    const { code, json, error } = await backfill(site, ...window);
    assert.equal(code, 0, error);
    assert.equal(json.added, (await windowIds(fake)).size);
    await assertWindow(site, fake);
});

describe('what passes by itself', () => {
    const passing = [
        ['503 with Retry-After', 'status', { status: 503, retry_after: '1' }],
        ['a page that is cut off', 'truncate', {}],
        ['a page that breaks off', 'break', {}],
        ['a token that has expired', 'expire', { category: 'token' }],
        ['control characters', 'control', { count: -1 }],
        ['an empty body', 'empty', {}],
    ];
    for (const [name, kind, parameters] of passing)
        test(name, async t => {
            const { fake, site } = await start(t);
            await fake.misbehave(kind, { endpoint: 'oai', count: 1, ...parameters });
            const { code, json, error } = await backfill(site, ...window);
            assert.equal(code, 0, error);
            assertCounts(json);
            assert.equal(json.added, (await windowIds(fake)).size);
            await assertWindow(site, fake);
        });

    test('a token of the old server that has expired', async t => {
        const { fake, site } = await start(t, {}, { oai_old: 1 });
        await fake.misbehave('expire', { endpoint: 'oai', category: 'token', count: 2 });
        const { code, json } = await backfill(site, ...window);
        assert.equal(code, 0);
        assertCounts(json);
        assert.equal(json.added, (await windowIds(fake)).size);
    });

    test('records that change while their day is read', async t => {
        const { fake, site } = await start(t);
        await fake.misbehave('move', { endpoint: 'oai', category: 'token', count: 3 });
        const { code, json, error } = await backfill(site, ...window);
        assert.equal(code, 0, error);
        assert.equal(json.added, (await windowIds(fake)).size);
        assert.ok(questions(await fake.log(), 'GetRecord').length > 0,
            'what a page left out was asked for by name');
        await assertWindow(site, fake);
    });
});

describe('what does not pass ends the backfill, which keeps its place', () => {
    const lasting = [
        ['429', 'status', { status: 429 }, /429|wait/],
        ['403', 'status', { status: 403 }, /403|wait/],
        ['503 for an hour', 'status', { status: 503, retry_after: '3600' }, /503/],
        ['a token that asks for its own page', 'loop', { category: 'token' }, /end/],
        ['tokens without end', 'endless', { category: 'token' }, /end/],
        ['tokens that expire at once', 'expire', { category: 'token' }, /expire/],
    ];
    for (const [name, kind, parameters, words] of lasting)
        test(name, async t => {
            const { fake, site } = await start(t);
            await fake.misbehave(kind, { endpoint: 'oai', ...parameters });
            const run = await backfill(site, ...window);
            assert.equal(run.code, 3, run.error);
            assert.match(run.json.problem, words);
            assert.equal(run.json.next, '2024-06-01');
            const asked = (await fake.log()).length;
            assert.ok(asked < 120, `${asked} requests`);
            if (parameters.status === 429) assert.equal(asked, 1);
        });
});

describe('arXiv is asked at its pace', () => {
    const slow = { arxiv: { spacing: 1, page_spacing: 1 } };

    // Listings have a pace of their own; all else shares one.
    function assertDistance(log) {
        const asked = log.filter(({ path }) => !path.startsWith('/list/'));
        asked.slice(1).forEach(({ ms, path }, i) =>
            assert.ok(ms - asked[i].ms >= 940, `${path} came after ${ms - asked[i].ms} ms`));
        for (const { in_flight } of log) assert.equal(in_flight, 0);
    }

    test('over backfills that are killed', async t => {
        const { fake, site } = await start(t, {}, {}, slow);
        for (let seen = 0; seen < 5;) {
            const run = site.start('backfill', ...window);
            await until(async () => (await fake.log()).length > seen, 'it asks');
            run.child.kill('SIGKILL');
            await run.ended;
            seen = (await fake.log()).length;
        }
        assertDistance(await fake.log());
    });

    test('by a backfill beside the polls of a daemon', async t => {
        const { fake, site } = await start(t, { 'per-day': 12 }, { oai_page: 50 }, slow);
        const daemon = await site.daemon();
        const { code, json, error } = await backfill(site, ...window);
        assert.equal(code, 0, error);
        assert.equal(json.read, (await windowIds(fake)).size);
        await daemon.stop();
        const log = await fake.log();
        assert.ok(log.some(({ path }) => path.startsWith('/list/')), 'the daemon polled');
        assertDistance(log);
    });

    test('and not at all after 403 or 429, by whatever command', async t => {
        for (const status of [403, 429]) {
            const { fake, site } = await start(t);
            await fake.misbehave('status', { endpoint: 'oai', status });
            assert.equal((await backfill(site, ...window)).code, 3);
            await fake.calm();
            assert.equal((await backfill(site, ...window)).code, 3);
            assert.equal((await site.ingest()).code, 3);
            assert.equal((await fake.log()).length, 1, `requests after ${status}`);
        }
    });

    test('when the date has come that it named', async t => {
        const { fake, site } = await start(t);
        const date = new Date(Date.now() + 4000).toUTCString();
        await fake.misbehave('status',
            { endpoint: 'oai', count: 1, status: 503, retry_after: date });
        const { code, error } = await backfill(site, ...window);
        assert.equal(code, 0, error);
        const [refused, next] = await fake.log();
        assert.equal(refused.status, 503);
        assert.ok(next.ms >= Date.parse(date) - 60, 'not before that date');
    });
});

test('two backfills at once disturb each other no more than a stop does', async t => {
    const { fake, site } = await start(t, { 'per-day': 80 });
    const both = await Promise.all([backfill(site, ...window), backfill(site, ...window)]);
    assert.ok(both.some(({ code }) => code === 0), both.map(({ error }) => error).join());
    const { code, error } = await backfill(site, ...window);
    assert.equal(code, 0, error);
    const [{ read, added }] = rowsOf(site, counted);
    assert.equal(read, (await windowIds(fake)).size);
    assert.equal(added, read);
    await assertWindow(site, fake);
});

test('two backfills of one set in a daemon are done one after the other', async t => {
    const { fake, site } = await start(t, { 'per-day': 80 });
    const daemon = await site.daemon('--no-fetch');
    const both = await Promise.all([backfill(site, ...window), backfill(site, ...window)]);
    t.diagnostic(both.map(({ code, error }) => `${code} ${error}`).join('; '));
    assert.ok(both.some(({ code }) => code === 0));
    await daemon.stop();
    const [{ read, added }] = rowsOf(site, counted);
    assert.equal(read, (await windowIds(fake)).size);
    assert.equal(added, read);
});

test('wrong arguments are said', async t => {
    const { site } = await start(t);
    for (const [args, words] of [
        [['--from', 'monday'], /--from/],
        [['--until', '2024-13-01'], /--until/],
        [['--from', '2024-06-02', '--until', '2024-06-01'], /before/],
        [['--set', 'cs.XYZ'], /no set/]]) {
        const { code, error } = await backfill(site, ...args);
        assert.equal(code, 2);
        assert.match(error, words);
    }
});

test('SIGTERM and Ctrl-C end it at once, and the next run goes on', async t => {
    const { fake, site } = await start(t, { 'per-day': 80 });
    for (const signal of ['SIGTERM', 'SIGINT']) {
        const seen = (await fake.log()).length;
        const run = site.start('backfill', ...window);
        await until(async () => (await fake.log()).length > seen + 2, 'it asks');
        run.child.kill(signal);
        const { code } = await endInTime(run);
        assert.equal(code, 1, run.error);
        assert.match(run.error, /stopped/);
        assert.doesNotMatch(run.error, /as by a crash/, 'it did not take all its time');
    }
    const { code, json } = await backfill(site, ...window);
    assert.equal(code, 0);
    assert.equal(json.read, (await windowIds(fake)).size);
    assert.equal(json.added, json.read, 'counted once, over all runs');
    await assertWindow(site, fake);
});

// Kills one run after the other until one comes to its end; tells how many it killed.
async function killUntilDone(site, length) {
    for (let killed = 0; ; killed++) {
        const run = site.start('backfill', ...window);
        await Promise.race([pause(20 + Math.random() * length / 4), run.ended]);
        run.child.kill('SIGKILL');
        const { code, signal } = await run.ended;
        if (signal === 'SIGKILL') continue;
        assert.equal(code, 0, run.error);
        return killed;
    }
}

test(`${kills} kills at random moments lose and repeat nothing`, async t => {
    const { fake, site: calm } = await start(t, { 'per-day': 120 }, { oai_page: 15 });
    const started = Date.now();
    const undisturbed = await backfill(calm, ...window);
    const length = Date.now() - started;
    assert.equal(undisturbed.code, 0);
    const ids = await windowIds(fake);
    const papers = await stored(calm, ids);
    let killed = 0, rounds = 0;
    for (; killed < kills; rounds++) {
        const site = await Site.create(t, fake);
        killed += await killUntilDone(site, length);
        const check = await site.command('check');
        assert.equal(check.code, 0, check.out + check.error);
        assert.deepEqual(await stored(site, ids), papers);
        assert.deepEqual(rowsOf(site, counted), rowsOf(calm, counted));
        assert.deepEqual(rowsOf(site, 'SELECT key FROM harvest_seen'), []);
        const again = await backfill(site, ...window, '--again');
        assert.equal(again.json.unchanged, undisturbed.json.read);
    }
    t.diagnostic(`${killed} kills, ${rounds} backfills, ${length} ms each undisturbed`);
});

test('a run that was killed is counted in the report of the one that ends', async t => {
    const { site } = await start(t, { 'per-day': 120 }, { oai_page: 15 });
    const run = site.start('backfill', ...window);
    await pause(600);
    run.child.kill('SIGKILL');
    await run.ended;
    const { json } = await backfill(site, ...window);
    assert.equal(json.added, json.read);
    assertCounts(json);
});

test('pages that somebody kept are imported', async t => {
    const { fake, site } = await start(t, {}, { oai_page: 500 });
    const { papers } = await fake.world();
    const ask = `${fake.url}/oai?verb=ListRecords&metadataPrefix=arXivRaw&from=2005-09-16`;
    const page = await (await fetch(ask)).text();
    const [whole, cut] = ['page.xml', 'cut.xml'].map(name => path.join(site.folder, name));
    await writeFile(whole, page);
    await writeFile(cut, page.slice(0, page.length / 2));
    const half = JSON.parse((await site.command('import', 'oai', '--json', cut)).out);
    assertCounts(half);
    assert.ok(half.added > 10 && half.errors.length === 1, 'what is whole of it is taken');
    assert.match(half.errors[0].where, /cut\.xml:end$/);
    const { code, out } = await site.command('import', 'oai', '--json', whole, whole);
    assert.equal(code, 0);
    const report = JSON.parse(out), all = Object.keys(papers).length;
    assertCounts(report);
    assert.equal(report.added + half.added, all);
    assert.equal(report.duplicate, all);
    await assertWindow(site, fake);
});

test('a daemon does it beside its other work', async t => {
    const { fake, site } = await start(t, { 'per-day': 80 });
    await fake.misbehave('stall', { endpoint: 'oai', category: 'token', count: 1 });
    const daemon = await site.daemon('--no-fetch');
    const run = site.start('backfill', '--json', ...window);
    await until(async () => questions(await fake.log(), 'ListRecords').length > 1,
        'the daemon harvests');
    const check = await site.command('check');
    assert.equal(check.code, 0, check.error);
    await fake.calm();
    const { code } = await endInTime(run, 60000);
    assert.equal(code, 0, run.error);
    assert.equal(JSON.parse(run.out).added, (await windowIds(fake)).size);
    await daemon.stop();
    await assertWindow(site, fake);
});

test('a daemon that is stopped in the middle keeps the place', async t => {
    const { fake, site } = await start(t, { 'per-day': 80 });
    const daemon = await site.daemon('--no-fetch');
    const run = site.start('backfill', ...window);
    await until(async () => questions(await fake.log(), 'ListRecords').length > 2,
        'the daemon harvests');
    await daemon.stop();
    assert.equal((await run.ended).code, 1);
    const { code, json } = await backfill(site, ...window);
    assert.equal(code, 0);
    assert.equal(json.added, (await windowIds(fake)).size);
});
