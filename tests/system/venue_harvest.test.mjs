// The lines of [venues]: each kind reaches the pages, asks conditionally, keeps its pace
// and its place, and says what is wrong with a source without stopping the others.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { paperfeed, root, start, temporaryFolder } from './program.mjs';
import { FakeArxiv } from './arxiv.mjs';
import { rowsOf } from './faq.mjs';
import { everyRow } from './proceedings.mjs';
import { FakeVenues, assertEdition, editions, harvester, killedAt, refresh } from './venues.mjs';

const everything = ['ACL.2024', 'CoRL.2024', 'ICLR.2025', 'AAAI', 'ICLR.2024', 'ICLR.2023'];
const past = { 'notable top 5%': 'Top-5%', Oral: 'Top-5%', Spotlight: 'Top-25%' };

test('each kind of source reaches the pages, groups and all', async t => {
    const fake = await FakeVenues.start(t);
    const site = await harvester(t, fake, fake.lines(...everything));
    const report = await refresh(site);
    for (const name of everything) {
        assert.equal(report[name].problem, null, name);
        assert.ok(report[name].added >= 24, JSON.stringify(report[name]));
    }
    const world = await fake.world();
    const names = ['ACL.2024', 'CoRL.2024', 'ICLR.2025', 'AAAI.2024', 'AAAI.2025', 'ICLR.2024'];
    const found = await editions(site, ...names, 'ICLR.2023');
    names.forEach((name, i) => assertEdition(found[i], world[name]));
    assertEdition(found.at(-1), world['ICLR.2023'], ({ group }) => past[group] ?? group);
    assert.equal(found[0][0].award, 'Best Paper');
});

test('a second run asks what has changed, and changes nothing', async t => {
    const fake = await FakeVenues.start(t);
    const site = await harvester(t, fake, fake.lines(...everything));
    await refresh(site);
    const before = everyRow(site);
    await fake.forget();
    const report = await refresh(site);
    for (const name of ['ACL.2024', 'CoRL.2024', 'ICLR.2025', 'AAAI'])
        assert.equal(report[name].unchanged, true, name);
    for (const name of everything)
        assert.equal(report[name].added + report[name].changed, 0, name);
    for (const file of ['/acl/', '/pmlr/', '/virtual/'])
        for (const visit of await fake.log(file)) {
            assert.equal(visit.status, 304, visit.path);
            assert.ok(visit.if_none_match, visit.path);
        }
    const yesterday = new Date(Date.now() - 86400e3).toISOString().slice(0, 10);
    assert.deepEqual((await fake.log('/ojs/')).map(({ path }) => path),
        [`/ojs/AAAI/oai?verb=ListRecords&metadataPrefix=oai_dc&from=${yesterday}`]);
    assert.deepEqual(everyRow(site), before);
});

test('what a source publishes later is added', async t => {
    const fake = await FakeVenues.start(t);
    const site = await harvester(t, fake, fake.lines('ACL.2024', 'ICLR.2025', 'ICLR.2024'));
    await fake.control({ shown: 10 });
    await refresh(site);
    await fake.control({ shown: 0 });
    const report = await refresh(site);
    for (const name of ['ACL.2024', 'ICLR.2025', 'ICLR.2024'])
        assert.equal(report[name].added, 14, name);
    const world = await fake.world();
    const [acl] = await editions(site, 'ACL.2024');
    assertEdition(acl, world['ACL.2024']);
});

test('records that stand there twice are one paper', async t => {
    const fake = await FakeVenues.start(t);
    const site = await harvester(t, fake, fake.lines('CoRL.2024', 'ICLR.2025'));
    await fake.control({ doubled: 1 });
    const report = await refresh(site);
    assert.equal(report['CoRL.2024'].added, 24);
    assert.equal(report['CoRL.2024'].duplicate, 72);
    assert.equal(report['ICLR.2025'].added, 24);
});

test('abstracts may stand in a file beside the events, and may come later', async t => {
    const fake = await FakeVenues.start(t);
    const site = await harvester(t, fake, fake.lines('ICLR.2025'));
    await fake.control({ no_abstracts: 1 });
    await fake.misbehave('status', { path: '-abstracts.json', status: 404 });
    const first = await refresh(site);
    assert.equal(first['ICLR.2025'].added, 24);
    await fake.calm();
    const second = await refresh(site);
    assert.equal(second['ICLR.2025'].unchanged, false);
    const [papers] = await editions(site, 'ICLR.2025');
    assertEdition(papers, (await fake.world())['ICLR.2025']);
    await fake.forget();
    const third = await refresh(site);
    assert.equal(third['ICLR.2025'].unchanged, true);
    assert.deepEqual((await fake.log()).map(({ path }) => path),
        ['/virtual/iclr-2025-orals-posters.json']);
});

test('a site without a file of abstracts may say so in any way', async t => {
    const fake = await FakeVenues.start(t);
    await fake.control({ no_abstracts: 1 });
    for (const [kind, parameters] of [['status', { status: 403 }], ['status', { status: 410 }], ['html', {}]]) {
        await fake.misbehave(kind, { path: '-abstracts.json', ...parameters });
        const site = await harvester(t, fake, fake.lines('ICLR.2025', 'ACL.2024'));
        const report = await refresh(site);
        assert.equal(report['ICLR.2025'].added, 24, kind);
        assert.equal(report['ACL.2024'].added, 24, 'the host is asked on');
        await fake.calm();
    }
});

test('an article of an OJS site that moves to another section moves here', async t => {
    const fake = await FakeVenues.start(t);
    const site = await harvester(t, fake, fake.lines('AAAI'));
    await refresh(site);
    const [moved] = (await fake.world())['AAAI.2025'];
    await fake.control({ oai_touched: moved.article });
    const report = await refresh(site);
    assert.equal(report.AAAI.changed, 1);
    const [papers] = await editions(site, 'AAAI.2025');
    const found = papers.find(({ id }) => id === `${moved.article}@AAAI`);
    assert.equal(moved.group, 'Machine Learning');
    assert.equal(found.group, 'Humans and AI');
});

test('of an OJS site one edition may be asked for', async t => {
    const fake = await FakeVenues.start(t);
    const site = await harvester(t, fake, { 'AAAI.2025': fake.lines('AAAI').AAAI });
    const report = await refresh(site);
    assert.equal(report['AAAI.2025'].added, 24);
    assert.equal(report['AAAI.2025'].skipped, 24);
    assert.match(report['AAAI.2025'].reasons[0].why, /another edition/);
});

test('one article that OJS cannot print costs itself alone', async t => {
    const fake = await FakeVenues.start(t);
    const site = await harvester(t, fake, fake.lines('AAAI'));
    const world = await fake.world();
    const broken = world['AAAI.2024'][14];
    await fake.control({ oai_broken: broken.article });
    const report = await refresh(site);
    assert.equal(report.AAAI.added, 47, JSON.stringify(report.AAAI));
    assert.equal(report.AAAI.errors.length, 1);
    assert.match(report.AAAI.errors[0].where, new RegExp(String(broken.article)));
    const asked = await fake.log('GetRecord');
    const names = new Set(asked.map(({ path }) => path));
    assert.equal(names.size, 38, 'the ten of the first page are not asked for again');
    const [first, second] = await editions(site, 'AAAI.2024', 'AAAI.2025');
    assertEdition(first, world['AAAI.2024'].filter(paper => paper !== broken));
    assertEdition(second, world['AAAI.2025']);
});

test('a token that has expired begins the harvest anew', async t => {
    const fake = await FakeVenues.start(t);
    const site = await harvester(t, fake, fake.lines('AAAI'));
    await fake.misbehave('expire', { path: 'verb=ListRecords&resumptionToken', count: 1, skip: 2 });
    const report = await refresh(site);
    assert.equal(report.AAAI.added, 48);
    assert.equal(report.AAAI.problem, null);
    await fake.misbehave('expire', { path: 'resumptionToken' });
    await fake.control({ oai_touched: 0 });
    const other = await harvester(t, fake, fake.lines('AAAI'));
    const never = await refresh(other, 3);
    assert.match(never.AAAI.problem, /expire/);
});

test('a harvest of OJS that is killed goes on where it was', async t => {
    const fake = await FakeVenues.start(t);
    const site = await killedAt(t, fake, 'AAAI', 'ListRecords&resumptionToken=at%2020');
    await refresh(site);
    const asked = (await fake.log('ListRecords')).map(({ path }) => path);
    assert.match(asked[0], /resumptionToken=at%2020/);
    assert.equal(asked.length, 3, asked.join('\n'));
    const world = await fake.world();
    const [first, second] = await editions(site, 'AAAI.2024', 'AAAI.2025');
    assertEdition(first, world['AAAI.2024']);
    assertEdition(second, world['AAAI.2025']);
});

test('a harvest of OpenReview that is killed goes on where it was', async t => {
    const fake = await FakeVenues.start(t, { papers: 2200 });
    const site = await killedAt(t, fake, 'ICLR.2024', 'offset=1000');
    const report = await refresh(site);
    assert.deepEqual((await fake.log('/notes')).map(({ path }) => /offset=(\d+)/.exec(path)[1]),
        ['1000', '2000']);
    assert.equal(report['ICLR.2024'].added, 1200);
    const [papers] = await editions(site, 'ICLR.2024');
    assert.equal(papers.length, 1000);
    assert.deepEqual(papers.map(({ id }) => id), (await fake.world())['ICLR.2024']
        .slice(0, 1000).map(({ id }) => `${id}@OpenReview`), 'pages follow each other');
});

test('requests to a host keep their distance, one at a time', async t => {
    const fake = await FakeVenues.start(t);
    const site = await harvester(t, fake, fake.lines('CoRL.2024', 'ACL.2024'),
        { harvest: { spacing: 1 } });
    await refresh(site);
    await refresh(site);
    const visits = await fake.log();
    assert.equal(visits.length, 6);
    visits.slice(1).forEach((visit, i) => {
        assert.equal(visit.in_flight, 0);
        assert.ok(visit.ms - visits[i].ms >= 990, `${visit.ms - visits[i].ms} ms`);
    });
    assert.match(visits[0].user_agent, /^paperfeed\/\S+ \(self-hosted/);
});

test('where a redirect leads, the pace of that host is kept, and its trouble is its own', async t => {
    const fake = await FakeVenues.start(t), other = await FakeVenues.start(t);
    other.url = other.url.replace('127.0.0.1', 'localhost');
    const both = `${fake.lines('ACL.2024')['ACL.2024']} ${other.url}/acl/2023.acl.xml`;
    const site = await harvester(t, fake, { ...other.lines('CoRL.2024'), 'ACL.2024': both,
        ...fake.lines('ICML.2024') }, { harvest: { spacing: 1 } });
    await fake.misbehave('redirect', { path: '/acl/', location: `${other.url}/acl/2024.acl.xml` });
    const report = await refresh(site);
    assert.equal(report['ACL.2024'].added, 24);
    const visits = await other.log();
    assert.deepEqual(visits.map(({ path }) => path), ['/pmlr/v270/assets/bib/bibliography.bib',
        '/pmlr/v270.bib', '/acl/2024.acl.xml', '/acl/2023.acl.xml']);
    visits.slice(1).forEach((visit, i) => assert.ok(visit.ms - visits[i].ms >= 990,
        `${visit.ms - visits[i].ms} ms before ${visit.path}`));
    await other.misbehave('status', { status: 429, retry_after: '300' });
    await site.configure((await FakeArxiv.start(t, { days: 1, 'per-day': 4, categories: 'cs.CL' })).url,
        { arxiv: { categories: 'cs.CL' }, harvest: { spacing: 0 },
            venues: { 'ACL.2024': both, ...fake.lines('ICML.2024') } });
    const second = await refresh(site, 3);
    assert.match(second['ACL.2024'].problem, /localhost.*429/);
    assert.equal(second['ICML.2024'].problem, null, 'who sent us there is not to blame');
});

// What a source does, and what the report must say of it.
const mischiefs = [
    ['html', {}, /web page instead of data.*paperfeed import/],
    ['status', { status: 404 }, /404.*correct the address/],
    ['status', { status: 403 }, /403.*not asked again before/],
    ['status', { status: 429, retry_after: '120' }, /429.*not asked again before/],
    ['status', { status: 503, retry_after: '600' }, /503.*not asked again before/],
    ['huge', {}, /over 67108864 bytes/],
    ['garbage', {}, /./],
    ['empty', {}, /./],
    ['redirect', { location: 'http://127.0.0.2:1/' }, /neither https nor a configured/],
];

for (const [kind, parameters, words] of mischiefs)
    test(`a source with ${kind} ${parameters.status ?? ''} is told of, and the others go on`,
        async t => {
            const fake = await FakeVenues.start(t), other = await FakeVenues.start(t);
            other.url = other.url.replace('127.0.0.1', 'localhost');
            const site = await harvester(t, fake,
                { ...fake.lines('ACL.2024'), ...other.lines('CoRL.2024') });
            await fake.misbehave(kind, { path: '/acl/', ...parameters });
            const report = await refresh(site, 3);
            assert.match(report['ACL.2024'].problem, words);
            assert.equal(report['CoRL.2024'].problem, null);
            assert.equal(report['CoRL.2024'].added, 24);
            const [papers] = await editions(site, 'CoRL.2024');
            assert.equal(papers.length, 24);
            assert.equal((await fake.log('/acl/')).length, 1, 'it was asked once');
        });

test('a host that asks to be left alone is, also by the next ingest', async t => {
    const fake = await FakeVenues.start(t);
    const site = await harvester(t, fake, fake.lines('ACL.2024', 'CoRL.2024'));
    await fake.misbehave('status', { path: '/acl/', status: 429, retry_after: '300', count: 1 });
    const report = await refresh(site, 3);
    assert.match(report['CoRL.2024'].problem, /not asked again before/);
    await refresh(site, 3);
    assert.equal((await fake.log()).length, 1);
});

test('trouble that passes within seconds is waited for', async t => {
    await Promise.all([['status', { status: 503 }], ['break', {}], ['reset', {}]].map(
        async ([kind, parameters]) => {
            const fake = await FakeVenues.start(t);
            const site = await harvester(t, fake, fake.lines('ACL.2024'));
            await fake.misbehave(kind, { ...parameters, count: 1 });
            const report = await refresh(site);
            assert.equal(report['ACL.2024'].added, 24, kind);
        }));
});

test('a line that is removed is forgotten, and its papers stay', async t => {
    const fake = await FakeVenues.start(t);
    const site = await harvester(t, fake, fake.lines('ACL.2024', 'CoRL.2024'));
    await fake.misbehave('html', { path: '/acl/' });
    await refresh(site, 3);
    const ini = await readFile(site.config, 'utf8');
    await writeFile(site.config, ini.replace(/^ACL\.2024 = .*\n/m, ''));
    const report = await refresh(site);
    assert.deepEqual(Object.keys(report), ['CoRL.2024']);
    const names = rowsOf(site, 'SELECT DISTINCT name FROM venue_source');
    assert.deepEqual(names, [{ name: 'CoRL.2024' }]);
});

test('the shipped list of proceedings is taken as it is and without its comments', async t => {
    const list = await readFile(path.join(root, 'config/venues.ini'), 'utf8');
    const folder = await temporaryFolder(t);
    for (const text of [list, list.replace(/^#(?=[\w.-]+ = (acl|pmlr|virtual|ojs|openreview) )/gm, '')]) {
        const file = path.join(folder, 'paperfeed.ini');
        await writeFile(file, /^\[venues\]$/m.test(text) ? text : `[venues]\n${text}`);
        const run = start(paperfeed, ['config', '--config', file, '--json']);
        assert.equal((await run.ended).code, 0, run.error);
        assert.ok(JSON.parse(run.out).venues.length > 30);
    }
});
