// The pages as readers, browsers and third-party clients meet them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { FakeArxiv } from './arxiv.mjs';
import { cards, links, tidyFindings } from './html.mjs';
import { Site, sharedBy } from './program.mjs';
import { readable } from './truth.mjs';

const t = sharedBy(after);
let fake, daemon, world, day;

before(async () => {
    fake = await FakeArxiv.start(t, { days: 3, 'per-day': 60, seed: 8 });
    const site = await Site.create(t, fake);
    for (let n = 1; n <= 3; n++) {
        await fake.control({ day: n });
        assert.equal((await site.ingest()).code, 0);
    }
    world = await fake.world();
    day = world.days.at(-1);
    daemon = await site.daemon('--no-fetch', '--no-work');
});

const id = () => day.announced['cs.CL'].new[0];
const oldId = () => Object.keys(world.papers).find(key => key.includes('/') &&
    world.days.some(one => Object.values(one.announced['cs.CL']).flat().includes(key)));

const follow = { redirect: 'follow' };

const pages = {
    home: () => '/', list: () => '/arxiv/cs.CL', union: () => '/arxiv/cs.CL+cs.AI',
    difference: () => '/arxiv/cs.CL+cs.LG-cs.CV', replaced: () => '/arxiv/cs.CL?replace=1',
    'list of a day': () => `/arxiv/cs.CL?date=${world.days[0].date}`,
    'list of a day without one': () => '/arxiv/cs.CL?date=2020-01-01',
    'list of a category that nobody watches': () => '/arxiv/q-bio.NC',
    'second page': () => '/arxiv/cs.CL?show=5&skip=5', paper: () => `/arxiv/${id()}`,
    'old paper': () => `/arxiv/${oldId()}`,
    papers: () => `/arxiv/${day.announced['cs.CL'].new.slice(0, 3).join(',')}`,
    ledger: () => '/ledger', status: () => '/status', 'empty search': () => '/search',
    search: () => '/search?query=benchmark',
    'search of a branch': () => '/arxiv/search?query=learning&highlight=1',
    'search of proceedings': () => '/venue/search?query=learning',
    'search inside FAQs': () => '/search?query=learning&in=faq',
    'narrowed search': () => '/search?query=learning%20cat:cs.CL%20cat:cs.XX&sort=0',
    'ordered list': () => '/arxiv/cs.CL?sort=model%5E2%20-survey&highlight=1',
    related: () => `/arxiv/${id()}/related`,
    author: () => `/author/${encodeURIComponent(world.papers[id()].authors[0])}`,
    'search in vain': () => '/search?query=zzyzx%20%26%20%3Cb%3E',
};

for (const [name, path] of Object.entries(pages))
    test(`the page ${name} is valid, and all that it loads is ours`, async () => {
        const answer = await daemon.get(path(), follow);
        const page = await answer.text();
        assert.equal(answer.status, 200, `${path()}: ${page.slice(0, 300)}`);
        assert.deepEqual(tidyFindings(page), []);
        assert.match(answer.headers.get('content-security-policy'), /default-src 'none'/);
        assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
        assert.doesNotMatch(page, /<script(?![^>]*\bsrc=")|\son\w+="|javascript:/i);
        for (const [, url] of page.matchAll(/<(?:script|img|link rel="stylesheet")[^>]*(?:src|href)="([^"]+)"/g))
            assert.match(url, /^\/static\//);
    });

test('every link of ours leads somewhere', async () => {
    const seen = new Set();
    for (const path of Object.values(pages)) {
        const page = await daemon.text(path(), 200, follow);
        for (const link of links(page)) if (link.startsWith('/')) seen.add(link);
    }
    assert.ok(seen.size > 30);
    for (const link of seen) {
        const answer = await daemon.get(link);
        await answer.arrayBuffer();
        assert.ok(answer.status < 400, `${link} answers ${answer.status}`);
    }
});

test('cards keep the markup that clients of papers.cool read', async () => {
    const page = await daemon.text('/arxiv/cs.CL');
    const { new: fresh, cross } = day.announced['cs.CL'];
    const found = cards(page);
    assert.deepEqual(found.map(card => card.id), [...fresh, ...cross]);
    found.forEach((card, i) => {
        const truth = world.papers[card.id];
        assert.equal(card.rank, `${i + 1}/${found.length}`);
        assert.equal(card.index, `#${i + 1}`);
        assert.equal(card.title, readable(truth.title));
        assert.equal(card.local, `/arxiv/${card.id}`);
        assert.equal(card.source, `https://arxiv.org/abs/${card.id}`);
        assert.equal(card.pdf, `https://arxiv.org/pdf/${card.id}`);
        assert.deepEqual(card.buttons, ['pdf', 'copy', 'kimi', 'rel']
            .map(name => `${name}-${card.id}`));
        assert.ok(card.keywords.length <= 10);
        for (const word of card.keywords) assert.equal(word, word.toLowerCase());
        assert.deepEqual(card.authors.slice(0, 10), truth.authors.slice(0, 10));
        assert.ok(card.summary.length > 100);
        assert.deepEqual(card.subjects.map(({ n }) => n),
            truth.categories.map((_, at) => at + 1));
        assert.equal(card.subjects[0].href, `/arxiv/${truth.categories[0]}`);
        assert.equal(card.date, truth.published.replace('T', ' ').replace('Z', ' UTC'));
        assert.ok(page.includes(`id="app-bar-star-${card.id}"`));
        assert.ok(page.includes(`id="fold-${card.id}"`));
    });
    assert.match(page, new RegExp(`Total: ${found.length}\\b`));
    assert.match(page, /<body id="arxiv">/);
});

test('a paper of hundreds of authors shows some, and all on its own page', async () => {
    const many = Object.values(world.papers).find(paper => paper.authors.length > 100 &&
        world.days.some(one => Object.values(one.announced).some(lists =>
            Object.values(lists).flat().includes(paper.id))));
    const [card] = cards(await daemon.text(`/arxiv/${many.id}`));
    assert.deepEqual(card.authors, many.authors);
});

test('skip and show cut the list, and the pages fit together', async () => {
    const whole = cards(await daemon.text('/arxiv/cs.CL?show=1000')).map(card => card.id);
    const parts = [];
    for (let skip = 0; skip < whole.length; skip += 7)
        parts.push(...cards(await daemon.text(`/arxiv/cs.CL?show=7&skip=${skip}`))
            .map(card => card.id));
    assert.deepEqual(parts, whole);
});

test('a date shows that day, and the days lead to each other', async () => {
    const [first, second] = world.days;
    const page = await daemon.text(`/arxiv/cs.CL?date=${first.date}`);
    const { new: fresh, cross } = first.announced['cs.CL'];
    assert.deepEqual(cards(page).map(card => card.id), [...fresh, ...cross]);
    assert.ok(links(page).some(link => link.includes(`date=${second.date}`)));
});

const oddities = [
    ['an id with a version', () => `/arxiv/${id()}v1`, () => `/arxiv/${id()}`],
    ['an alias', () => '/arxiv/cs.NA', () => '/arxiv/math.NA'],
    ['lower case', () => '/arxiv/cs.cl', () => '/arxiv/cs.CL'],
    ['an old id with its subject', () => '/arxiv/math.GT/0309136',
        () => '/arxiv/math/0309136'],
];

for (const [name, from, to] of oddities)
    test(`${name} leads to the canonical page`, async () => {
        const answer = await daemon.get(from());
        assert.ok([301, 302, 308].includes(answer.status), `${answer.status}`);
        assert.equal(new URL(answer.headers.get('location'), daemon.url).pathname, to());
    });

const wrong = [
    [400, '/arxiv/cs.CL?date=tomorrow'], [400, '/arxiv/cs.CL?show=0'],
    [400, '/arxiv/cs.CL?show=1001'], [400, '/arxiv/cs.CL?skip=-1'],
    [400, '/arxiv/cs.CL?sections=some'], [400, '/arxiv/cs.CL?date=2026-02-30'],
    [404, '/arxiv/cs.QQ'], [404, '/arxiv/nonsense'], [404, '/nothing'],
    [404, '/arxiv/2613.00001'], [404, '/static/no-such.css'], [404, '/static/../paperfeed.c'],
    [405, '/arxiv/cs.CL', 'DELETE'], [405, '/', 'PUT'],
    [414, `/search?query=${'x'.repeat(20000)}`],
];

for (const [status, path, method = 'GET'] of wrong)
    test(`${method} ${path.slice(0, 40)} is refused with ${status}, in words`, async () => {
        const answer = await daemon.get(path, { method });
        const page = await answer.text();
        assert.equal(answer.status, status, page.slice(0, 200));
        assert.match(answer.headers.get('content-type'), /^text\/html/);
        assert.deepEqual(tidyFindings(page), []);
        assert.match(page, new RegExp(`\\b${status}\\b`));
        if (status === 405) assert.match(answer.headers.get('allow'), /GET/);
    });

test('what a reader types is never markup', async () => {
    const evil = '"><script>alert(1)</script>';
    for (const path of ['/search?query=', '/arxiv/', '/arxiv/cs.CL?date=', '/'])
        assert.doesNotMatch(await (await daemon.get(path + encodeURIComponent(evil))).text(),
            /<script>alert/);
});

test('pages come compressed, the same bytes', async () => {
    const raw = await daemon.text('/arxiv/cs.CL', 200,
        { headers: { 'Accept-Encoding': 'identity' } });
    for (const coding of ['gzip', 'br']) {
        const answer = await daemon.get('/arxiv/cs.CL',
            { headers: { 'Accept-Encoding': coding } });
        assert.equal(answer.headers.get('content-encoding'), coding);
        assert.equal(await answer.text(), raw);
    }
});

test('an answer that asked the store says how long it took', async () => {
    const answer = await daemon.get('/arxiv/cs.CL?show=13');
    assert.match(answer.headers.get('server-timing'), /^total;dur=[\d.]+$/);
    const search = await daemon.get('/search?query=model&show=13');
    assert.match(search.headers.get('server-timing'), /^total;dur=[\d.]+, search;dur=[\d.]+$/);
});

test('HEAD tells what GET would', async () => {
    const get = await daemon.get('/arxiv/cs.CL');
    await get.text();
    const head = await daemon.get('/arxiv/cs.CL', { method: 'HEAD' });
    assert.equal(head.status, 200);
    assert.equal(head.headers.get('etag'), get.headers.get('etag'));
    assert.equal(await head.text(), '');
});
