// The nightly harvest: what changed on the days that are over reaches what is stored, and
// OAI-PMH that is down harms no list.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';
import { idsOf } from './arxiv.mjs';
import { backfill, questions, start, stored } from './harvest.mjs';
import { until } from './program.mjs';

const dayFromNow = days => new Date(Date.now() + days * 86400e3).toISOString().slice(0, 10);
const yesterday = () => dayFromNow(-1);
const nightly = { arxiv: { harvest: 'yes' } };

// As if what has been harvested had been so a day earlier.
function aDayPasses(site) {
    execFileSync('sqlite3', [path.join(site.data, 'paperfeed.db'),
        'UPDATE harvest SET until_day = until_day - 1, window_from = window_from - 1']);
}

// A site that has today's lists, and some of their papers, which change.
async function startNight(t) {
    const { fake, site } = await start(t, {}, {}, nightly);
    const first = await site.ingest();
    assert.equal(first.code, 0, first.error);
    const ids = idsOf(await fake.today()).slice(0, 4);
    return { fake, site, ids, first };
}

test('an ingest asks once for the day that is over, set by set', async t => {
    const { fake, site, first } = await startNight(t);
    assert.equal(first.json.harvest.done, true);
    assert.equal(first.json.harvest.problem, null);
    const asked = questions(await fake.log(), 'ListRecords');
    assert.deepEqual(asked.map(({ path }) => path), ['/oai?verb=ListRecords' +
        `&metadataPrefix=arXivRaw&from=${yesterday()}&until=${yesterday()}&set=cs`]);
    await site.ingest();
    assert.equal(questions(await fake.log(), 'ListRecords').length, 1);
});

test('what changed reaches what is stored; what is not stored is left out', async t => {
    const { fake, site } = await start(t, {}, {}, nightly);
    await fake.control({ day: 3 });
    const { papers } = await fake.world();
    const day = idsOf(await fake.today());
    const old = Object.keys(papers).filter(id => !day.includes(id)).slice(0, 2);
    await fake.control({ deleted: day.slice(0, 2).join(',') });
    await fake.control({ touch: [...day.slice(0, 4), ...old].join(','), on: yesterday() });
    const { code, json, error } = await site.ingest();
    assert.equal(code, 0, error);
    assert.equal(json.harvest.read, 4);
    assert.equal(json.harvest.changed, 2);
    assert.equal(json.harvest.added, 0);
    const found = await stored(site, [...day.slice(0, 4), ...old]);
    for (const id of day.slice(0, 2)) assert.equal(found[id].withdrawn, true);
    for (const id of old) assert.equal(found[id], undefined, id);
});

test('a set whose backfill is done takes new papers by night', async t => {
    const { fake, site } = await start(t, { days: 2, 'per-day': 6 }, { day: 1 }, nightly);
    const done = await backfill(site, '--set', 'cs', '--from', dayFromNow(-40));
    assert.equal(done.code, 0, done.error);
    assert.equal(done.json.added, 0);
    const { papers } = await fake.world();
    const announced = idsOf(await fake.today());
    const ids = Object.keys(papers).filter(id => !announced.includes(id) &&
        papers[id].categories.some(category => category.startsWith('cs.'))).slice(0, 3);
    await fake.control({ touch: ids.join(','), on: yesterday() });
    aDayPasses(site);
    const { json, error } = await site.ingest();
    assert.equal(json?.harvest.added, 3, error);
    assert.deepEqual(Object.keys(await stored(site, ids)).sort(), ids.sort());
});

test('OAI-PMH that is down for a night is a notice', async t => {
    const { fake, site } = await start(t, {}, {}, nightly);
    await fake.misbehave('status', { endpoint: 'oai', status: 503, retry_after: '3600' });
    const { code, json, error } = await site.ingest();
    assert.equal(code, 0, error);
    assert.equal(json.complete, true);
    assert.equal(json.harvest.done, false);
    assert.match(json.harvest.problem, /503|wait/);
    const plain = await site.command('ingest');
    assert.match(plain.out, /harvest: .*wait/);
});

test('harvest = no asks for nothing', async t => {
    const { fake, site } = await start(t);
    const { json } = await site.ingest();
    assert.equal(json.harvest, undefined);
    assert.equal(questions(await fake.log(), 'ListRecords').length, 0);
});

test('a daemon harvests when its first poll is over', async t => {
    const { fake, site } = await start(t, {}, {}, nightly);
    const daemon = await site.daemon();
    await until(() => /harvest done read=0/.test(daemon.log), 'the harvest is done');
    const log = await fake.log();
    const harvest = log.findIndex(({ path }) => path.startsWith('/oai'));
    assert.ok(log.slice(0, harvest).some(({ path }) => path.startsWith('/list/')),
        'the lists came first');
    await daemon.stop();
});
