// Proceedings beside the daemon: refreshed by itself once a day, at once for an ingest
// that is handed to it, and left in order by a stop.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { endInTime, until } from './program.mjs';
import { rowsOf } from './faq.mjs';
import { FakeVenues, assertEdition, editions, harvester, refresh } from './venues.mjs';

test('the daemon refreshes proceedings by itself, and not again on the same day', async t => {
    const fake = await FakeVenues.start(t);
    const site = await harvester(t, fake, fake.lines('ACL.2024', 'AAAI'));
    const daemon = await site.daemon();
    await until(() => /proceedings refreshed edition=AAAI/.test(daemon.log), 'it says so');
    const { total } = await daemon.json('/api/v1/venue/ACL.2024');
    assert.equal(total, 24);
    await daemon.stop();
    await fake.forget();
    const ini = await readFile(site.config, 'utf8');
    const [[name, line]] = Object.entries(fake.lines('ICLR.2025'));
    await writeFile(site.config, `${ini}${name} = ${line}\n`);
    const again = await site.daemon();
    await until(() => /proceedings refreshed edition=ICLR\.2025/.test(again.log),
        'the new line is refreshed');
    await again.stop();
    assert.deepEqual((await fake.log()).map(({ path }) => path),
        ['/virtual/iclr-2025-orals-posters.json']);
});

test('an ingest that is handed to the daemon asks and reports at once', async t => {
    const fake = await FakeVenues.start(t);
    const site = await harvester(t, fake, fake.lines('ACL.2024'));
    const daemon = await site.daemon();
    await until(() => /proceedings refreshed/.test(daemon.log), 'it has been refreshed');
    const report = await refresh(site);
    assert.equal(report['ACL.2024'].unchanged, true);
    await fake.misbehave('html', { path: '/acl/' });
    const failed = await refresh(site, 3);
    assert.match(failed['ACL.2024'].problem, /web page/);
    assert.match(daemon.log, /proceedings failed, trying again later edition=ACL\.2024/);
    const { code, out } = await site.command('ingest');
    assert.equal(code, 3);
    assert.match(out, /^ACL\.2024 \(acl\): could not be read: /m);
    await daemon.stop();
});

test('a stop in the middle of a harvest is soon over and loses nothing', async t => {
    const fake = await FakeVenues.start(t);
    const site = await harvester(t, fake, fake.lines('AAAI'));
    await fake.misbehave('stall', { path: 'ListRecords&resumptionToken=at%2020' });
    const daemon = await site.daemon();
    await until(async () => (await fake.log('at%2020')).length > 0, 'the page is asked for');
    const ended = await daemon.stop();
    assert.equal(ended.code, 0);
    await fake.calm();
    await fake.forget();
    await refresh(site);
    const asked = (await fake.log('ListRecords')).map(({ path }) => path);
    assert.match(asked[0], /at%2020/);
    const [papers] = await editions(site, 'AAAI.2024');
    assertEdition(papers, (await fake.world())['AAAI.2024']);
});

// The daemon refreshes by itself and is asked to at the same moment.
async function runAndIngest(site) {
    const daemon = await site.daemon(), ingest = site.start('ingest', '--json');
    return { daemon, ingest };
}

// An ingest that had not yet found the daemon goes on by itself, and is stopped too. Who
// does not end in time gives up by himself, says so, and is no success: the clock of this
// test need not be a strict one.
async function stopBoth({ daemon, ingest }) {
    daemon.told = true;
    daemon.run.child.kill('SIGTERM');
    const ended = await endInTime(daemon.run);
    assert.equal(ended.code, 0, daemon.log);
    ingest.child.kill('SIGTERM');
    const left = await endInTime(ingest);
    assert.notEqual(left.code, 0, 'what was not done is not called done');
    assert.doesNotMatch(ingest.error, /as by a crash/);
}

test('run and ingest together are stopped soon while a source does not answer', async t => {
    const fake = await FakeVenues.start(t);
    const site = await harvester(t, fake, fake.lines('AAAI', 'ACL.2024'));
    await fake.misbehave('stall', { path: 'ListRecords&resumptionToken=at%2020' });
    const both = await runAndIngest(site);
    await until(async () => (await fake.log('at%2020')).length > 0, 'the page is asked for');
    await stopBoth(both);
    await fake.calm();
    await fake.forget();
    const report = await refresh(site);
    assert.match((await fake.log('ListRecords'))[0].path, /at%2020/);
    assert.equal(report['ACL.2024'].problem, null);
    const world = await fake.world();
    const names = ['AAAI.2024', 'AAAI.2025', 'ACL.2024'];
    (await editions(site, ...names)).forEach((papers, i) => assertEdition(papers, world[names[i]]));
});

test('run and ingest together are stopped soon while papers are read and stored', async t => {
    const fake = await FakeVenues.start(t, { papers: 3000 });
    const site = await harvester(t, fake, fake.lines('ACL.2024', 'ICLR.2024'));
    const stored = () => rowsOf(site, 'SELECT count(*) AS n FROM edition_paper')[0].n;
    for (const part of ['/acl/', 'offset=1000']) {
        await fake.forget();
        const both = await runAndIngest(site);
        await until(async () => (await fake.log(part)).some(({ end_ms: end }) => end > 0), 'it has come');
        const before = stored();
        await stopBoth(both);
        assert.ok(stored() >= before);
    }
    await refresh(site);
    const world = await fake.world();
    const keys = new Set(rowsOf(site, 'SELECT key FROM paper').map(({ key }) => key));
    for (const { id } of world['ICLR.2024']) assert.ok(keys.has(`${id}@OpenReview`), id);
    assert.deepEqual(rowsOf(site, `SELECT name, papers FROM edition ORDER BY name`),
        [{ name: 'ACL.2024', papers: 3000 }, { name: 'ICLR.2024', papers: 3000 }]);
});
