// Sources that give an edition in pages: all of them are read, in the site's order, from
// where a harvest was stopped; and what is not read to its end is not called complete.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rowsOf } from './faq.mjs';
import { everyRow } from './proceedings.mjs';
import { until } from './program.mjs';
import { FakeVenues, assertEdition, editions, harvester, killedAt, refresh } from './venues.mjs';

const name = 'ICLR.2025', file = '/virtual/iclr-2025-orals-posters.json';

// Pages of 10 events, and a site of ours that harvests them.
async function paged(t, control = {}, options = {}) {
    const fake = await FakeVenues.start(t, options);
    await fake.control({ page_size: 10, ...control });
    return { fake, site: await harvester(t, fake, fake.lines(name)) };
}

const asked = async (fake, part = '/virtual/') => (await fake.log(part)).map(({ path }) => path);
const declared = (site, edition = name) =>
    rowsOf(site, `SELECT declared FROM edition WHERE name = '${edition}'`)[0]?.declared;
const orderOf = papers => papers.map(({ id }) => id);

async function assertWhole(site, fake) {
    const world = (await fake.world())[name], [papers] = await editions(site, name);
    assertEdition(papers, world);
    assert.deepEqual(orderOf(papers), world.map(({ id }) => `${id}@OpenReview`));
}

test('events in pages are one edition, in their order, and counted', async t => {
    const { fake, site } = await paged(t, {}, { papers: 61 });
    const report = await refresh(site);
    assert.equal(report[name].added, 61, JSON.stringify(report[name]));
    await assertWhole(site, fake);
    assert.equal(declared(site), 61);
    const paths = await asked(fake);
    assert.deepEqual(paths.slice(0, 3), [file, `${file}?page=2`, `${file}?page=3`]);
    assert.equal(new Set(paths).size, paths.length, 'each page once');
    assert.ok(paths.length >= 7);
});

test('of a list in pages no page is asked for conditionally, and a second run changes nothing',
    async t => {
        const { fake, site } = await paged(t);
        await refresh(site);
        const before = everyRow(site);
        await fake.forget();
        const report = await refresh(site);
        assert.equal(report[name].unchanged, false);
        assert.equal(report[name].added + report[name].changed, 0);
        for (const visit of await fake.log('/virtual/')) assert.equal(visit.if_none_match, null);
        assert.deepEqual(everyRow(site), before);
        await fake.control({ page_size: 0, forget: 1 });
        await refresh(site);
        const last = await refresh(site);
        assert.equal(last[name].unchanged, true, 'on one page it has a condition again');
        const [first, second] = await fake.log('/virtual/');
        assert.equal(first.status, 200);
        assert.equal(second.status, 304);
    });

test('the next page may be named in full', async t => {
    const { fake, site } = await paged(t);
    await fake.control({ next: `${fake.url}${file}?page=` });
    const report = await refresh(site);
    assert.equal(report[name].added, 24);
    await assertWhole(site, fake);
});

test('a harvest of pages that is killed goes on where it was', async t => {
    const fake = await FakeVenues.start(t, { papers: 61 });
    await fake.control({ page_size: 10 });
    const site = await killedAt(t, fake, name, 'page=4');
    assert.equal(declared(site), null, 'nothing is called complete');
    await refresh(site);
    assert.equal((await asked(fake))[0], `${file}?page=4`);
    await assertWhole(site, fake);
    await fake.forget();
    await refresh(site);
    assert.equal((await asked(fake))[0], file, 'then it begins with the first again');
    assert.equal(declared(site), 61);
    await assertWhole(site, fake);
});

for (const [what, next, words] of [
    ['leads back', '?page=1#', /do not come to an end/],
    ['is on another host', 'http://127.0.0.2:1/?page=', /on another host/],
    ['is on another port', '//127.0.0.1:1/?page=', /on another host/],
    ['is no address', 'http://', /no address|another host/],
])
    test(`a next page that ${what} is refused, and the first is kept`, async t => {
        const { fake, site } = await paged(t, { next });
        const report = await refresh(site, 3);
        assert.match(report[name].problem, words);
        assert.ok(report[name].added > 0);
        assert.equal(declared(site), null);
        assert.ok((await asked(fake)).length <= 2);
        await fake.control({ next: '?page=', forget: 1 });
        await refresh(site);
        assert.equal((await asked(fake))[0], file);
        await assertWhole(site, fake);
        assert.equal(declared(site), 24);
    });

for (const [kind, parameters, words, again] of [
    ['status', { status: 404 }, /404/, file],
    ['status', { status: 429, retry_after: '30' }, /429/, null],
    ['garbage', {}, /nothing/, file],
    ['html', {}, /web page/, `${file}?page=2`],
])
    test(`a page with ${kind} ${parameters.status ?? ''} is told of, and the edition is not complete`,
        async t => {
            const { fake, site } = await paged(t);
            await fake.misbehave(kind, { path: 'page=2', count: 1, ...parameters });
            const report = await refresh(site, 3);
            assert.match(report[name].problem, words);
            const [source] = rowsOf(site, 'SELECT checked_at, etag FROM venue_source');
            assert.deepEqual(source, { checked_at: 0, etag: null });
            assert.equal(declared(site), null);
            if (again === null) return; // its host is left alone for a while
            await fake.forget();
            await refresh(site);
            assert.equal((await asked(fake))[0], again);
            await assertWhole(site, fake);
        });

test('abstracts beside events in pages come to the papers of each page', async t => {
    const { fake, site } = await paged(t, { no_abstracts: 1 });
    const report = await refresh(site);
    assert.equal(report[name].added, 24);
    await assertWhole(site, fake);
    assert.equal(declared(site), 24);
});

test('killed while it reads the pages again for their abstracts, it does so another time', async t => {
    const fake = await FakeVenues.start(t);
    await fake.control({ page_size: 10, no_abstracts: 1 });
    await fake.misbehave('stall', { path: 'page=2', skip: 1, count: 1 });
    const site = await harvester(t, fake, fake.lines(name));
    const run = site.start('ingest');
    await until(async () => (await fake.log('page=2')).length === 2, 'page 2 is read again');
    run.child.kill('SIGKILL');
    await run.ended;
    await fake.calm();
    await refresh(site);
    await assertWhole(site, fake);
});

test('papers of OpenReview follow each other over pages, and are counted', async t => {
    const fake = await FakeVenues.start(t, { papers: 1003 });
    const site = await harvester(t, fake, fake.lines('ICLR.2024', 'ICLR.2023'));
    await refresh(site);
    const world = await fake.world();
    const order = edition => rowsOf(site, `SELECT key FROM paper
        JOIN edition_paper ON edition_paper.paper = paper.id
        JOIN edition ON edition.id = edition_paper.edition
        WHERE edition.name = '${edition}' ORDER BY edition_paper.position, paper.id`);
    for (const edition of ['ICLR.2024', 'ICLR.2023'])
        assert.deepEqual(order(edition).map(({ key }) => key),
            world[edition].map(({ id }) => `${id}@OpenReview`), edition);
    assert.equal(declared(site, 'ICLR.2024'), 1003);
    assert.equal(declared(site, 'ICLR.2023'), null, 'there, rejected papers are counted too');
});

test('articles of OJS stand by their numbers, whichever page brings them', async t => {
    const fake = await FakeVenues.start(t);
    const site = await harvester(t, fake, fake.lines('AAAI'));
    await fake.control({ oai_page: 7 });
    await refresh(site);
    const world = await fake.world();
    const found = await editions(site, 'AAAI.2024', 'AAAI.2025');
    ['AAAI.2024', 'AAAI.2025'].forEach((edition, i) => assert.deepEqual(orderOf(found[i]),
        world[edition].map(({ article }) => `${article}@AAAI`), edition));
});
