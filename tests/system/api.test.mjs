// The JSON API and the feeds: shapes as documented, and well-formed.
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { FakeArxiv } from './arxiv.mjs';
import { xmlFindings } from './html.mjs';
import { Site, root, sharedBy } from './program.mjs';
import { schemaFindings } from './schema.mjs';

const t = sharedBy(after);
let daemon, day, document, world;

before(async () => {
    const fake = await FakeArxiv.start(t, { 'per-day': 40, seed: 5 });
    const site = await Site.create(t, fake);
    assert.equal((await site.ingest()).code, 0);
    const proceedings = path.join(root, 'tests/cases/json/own.json');
    assert.equal((await site.command('import', 'json', proceedings)).code, 0);
    day = await fake.today();
    world = await fake.world();
    daemon = await site.daemon('--no-fetch', '--no-work');
    document = await daemon.json('/api/v1/openapi.json');
});

const id = () => day.announced['cs.CL'].new[0];
const mussels = 'GMwRl2e9Y1@OpenReview';
const author = () => world.papers[id()].authors[0];

// The path in the OpenAPI document, and real addresses of it.
const addresses = [
    ['/api/v1/', () => ['/api/v1/']],
    ['/api/v1/arxiv/{what}', () => ['/api/v1/arxiv/cs.CL', '/api/v1/arxiv/cs.CL+cs.AI-cs.CV',
        `/api/v1/arxiv/${id()}`, '/api/v1/arxiv/cs.CL?date=2020-01-01',
        `/api/v1/arxiv/${day.announced['cs.CL'].new.slice(0, 3).join(',')}`]],
    ['/api/v1/search', () => ['/api/v1/search?query=benchmark', '/api/v1/search?query=zzyzx']],
    ['/api/v1/arxiv/search', () => ['/api/v1/arxiv/search?query=learning&show=3',
        '/api/v1/arxiv/search?query=learning&in=faq']],
    ['/api/v1/venue/search', () => ['/api/v1/venue/search?query=learning']],
    ['/api/v1/venue', () => ['/api/v1/venue']],
    ['/api/v1/venues', () => ['/api/v1/venues']],
    ['/api/v1/venue/{what}', () => ['/api/v1/venue/ICLR.2024', '/api/v1/venue/iclr?group=oral',
        '/api/v1/venue/ICLR.2024?show=200000', '/api/v1/venue/latest', `/api/v1/venue/${mussels}`]],
    ['/api/v1/venue/{what}/statistics', () => ['/api/v1/venue/ICLR.2024/statistics']],
    ['/api/v1/venue/{id}/related', () => [`/api/v1/venue/${mussels}/related`]],
    ['/api/v1/venue/{id}/faq', () => [`/api/v1/venue/${mussels}/faq`]],
    ['/api/v1/author/{name}', () => [`/api/v1/author/${encodeURIComponent(author())}`]],
    ['/api/v1/arxiv/{id}/related', () => [`/api/v1/arxiv/${id()}/related`]],
    ['/api/v1/ledger', () => ['/api/v1/ledger', '/api/v1/ledger?category=cs.CL']],
    ['/api/v1/categories', () => ['/api/v1/categories']],
    ['/api/v1/status', () => ['/api/v1/status']],
    ['/api/v1/arxiv/{id}/faq', () => [`/api/v1/arxiv/${id()}/faq`,
        `/api/v1/arxiv/${id()}/faq?lang=zh`]],
    ['/api/v1/queue', () => ['/api/v1/queue']],
];
// What has no JSON answer, or nothing to answer about here.
const others = ['/api/v1/openapi.json', '/api/v1/arxiv/{id}/faq/events',
    '/api/v1/venue/{id}/faq/events'];

for (const [name, urls] of addresses)
    test(`${name} answers as its schema says`, async () => {
        for (const url of urls()) {
            const answer = await daemon.get(url);
            assert.equal(answer.status, 200, url);
            assert.match(answer.headers.get('content-type'), /^application\/json/);
            const { schema } = document.paths[name].get.responses['200']
                .content['application/json'];
            assert.deepEqual(schemaFindings(document, schema, await answer.json()), [], url);
        }
    });

test('the OpenAPI document names every API route that answers, and no other', async () => {
    assert.match(document.openapi, /^3\./);
    const known = new Set([...addresses.map(([name]) => name), ...others]);
    assert.deepEqual(new Set(Object.keys(document.paths)), known);
});

const paperFields = ['id', 'branch', 'title', 'authors', 'abstract', 'categories',
    'primary_category', 'published', 'updated', 'announced', 'version', 'comment',
    'journal_ref', 'doi', 'license', 'pdf_url', 'page_url', 'code_url', 'withdrawn', 'venue',
    'year', 'group', 'award', 'keywords', 'counts', 'twins'];

test('a paper has every documented field, absent ones null', async () => {
    const list = await daemon.json('/api/v1/arxiv/cs.CL');
    for (const key of ['total', 'skip', 'show', 'papers']) assert.ok(key in list, key);
    for (const paper of list.papers) {
        for (const field of paperFields)
            assert.notEqual(paper[field], undefined, `${paper.id} has no ${field}`);
        assert.ok(!('page' in paper || 'card' in paper), 'what only templates read');
        assert.match(paper.published, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
        assert.deepEqual(Object.keys(paper.counts).sort(), ['faq', 'pdf']);
        if (paper.section === 'new') assert.equal(paper.announced, day.date);
    }
});

const wrong = [
    [400, '/api/v1/arxiv/cs.CL?show=x'], [404, '/api/v1/arxiv/cs.QQ'],
    [404, '/api/v1/nothing'], [405, '/api/v1/ledger', 'DELETE'],
];

for (const [status, path, method = 'GET'] of wrong)
    test(`${method} ${path.slice(0, 40)} is refused as JSON with ${status}`, async () => {
        const answer = await daemon.get(path, { method });
        assert.equal(answer.status, status);
        assert.match(answer.headers.get('content-type'), /^application\/json/);
        const { error } = await answer.json();
        assert.equal(error.status, status);
        assert.ok(error.message.length > 10);
    });

const feeds = ['/arxiv/cs.CL', '/arxiv/cs.CL+cs.AI', '/search?query=benchmark', '/venue/ICLR.2024',
    '/venue/ICLR?group=oral', '/venue/latest'];
const feedOf = (path, form) => path.replace(/(?=\?|$)/, form);

for (const path of feeds)
    test(`the Atom feed of ${path} is well-formed and complete`, async () => {
        const answer = await daemon.get(feedOf(path, '/feed'));
        const text = await answer.text();
        assert.equal(answer.status, 200, text.slice(0, 200));
        assert.match(answer.headers.get('content-type'), /^application\/atom\+xml/);
        assert.equal(xmlFindings(text), '');
        assert.match(text, /<feed[^>]* xmlns="http:\/\/www\.w3\.org\/2005\/Atom"/);
        const entries = text.split('<entry>').slice(1);
        assert.ok(entries.length > 0);
        const ids = entries.map(entry => /<id>([^<]+)<\/id>/.exec(entry)[1]);
        assert.equal(new Set(ids).size, ids.length);
        assert.match(text.split('<entry>')[0], /<author><name>[^<]+</, 'of entries without one');
        for (const entry of entries)
            for (const element of ['title', 'updated', 'link'])
                assert.match(entry, new RegExp(`<${element}\\b`), element);
        assert.match(text, /<updated>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ<\/updated>/);
    });

for (const path of feeds)
    test(`the JSON Feed of ${path} is one`, async () => {
        const answer = await daemon.get(feedOf(path, '/feed.json'));
        assert.match(answer.headers.get('content-type'), /^application\/feed\+json/);
        const feed = await answer.json();
        assert.equal(feed.version, 'https://jsonfeed.org/version/1.1');
        assert.ok(feed.title && feed.home_page_url && feed.feed_url);
        assert.ok(feed.items.length > 0);
        for (const item of feed.items) {
            assert.ok(item.id && item.url && item.title);
            assert.ok(item.content_text || item.content_html);
        }
    });

test('the OPML of all watched categories is well-formed', async () => {
    const text = await daemon.text('/opml');
    assert.equal(xmlFindings(text), '');
    for (const category of ['cs.CL', 'cs.LG', 'cs.AI', 'cs.CV'])
        assert.match(text, new RegExp(`/arxiv/${category}/feed"`));
});

test('the small services answer', async () => {
    assert.match(await daemon.text('/healthz'), /ok/);
    assert.match(await daemon.text('/readyz'), /ok/);
    assert.match(await daemon.text('/robots.txt'), /^User-agent: \*/m);
    assert.match(await daemon.text('/metrics'), /^# TYPE paperfeed_\w+ (counter|gauge)$/m);
});

test('scripts of other origins may read the API, and may not post', async () => {
    const evil = { Origin: 'https://elsewhere.example' };
    const post = await daemon.get('/api/v1/ledger', { method: 'POST', headers: evil });
    assert.ok([403, 405].includes(post.status));
});
