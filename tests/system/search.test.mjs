// Search as readers, feed readers and scripts meet it: what is stored is found, marked,
// narrowed, followed and described.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { FakeArxiv } from './arxiv.mjs';
import { cards, links, tidyFindings, xmlFindings } from './html.mjs';
import { Site, sharedBy } from './program.mjs';
import { readable } from './truth.mjs';

const t = sharedBy(after);
let daemon, world, papers;

before(async () => {
    const fake = await FakeArxiv.start(t, { days: 2, 'per-day': 80, seed: 11 });
    const site = await Site.create(t, fake);
    for (let n = 1; n <= 2; n++) {
        await fake.control({ day: n });
        assert.equal((await site.ingest()).code, 0);
    }
    world = await fake.world();
    daemon = await site.daemon('--no-fetch', '--no-work');
    const ids = new Set(world.days.flatMap(day =>
        ['new', 'cross'].flatMap(section => day.announced['cs.CL'][section])));
    papers = [...ids].map(id => world.papers[id]);
});

const asked = (query, more = '') => `query=${encodeURIComponent(query)}${more}`;
const search = (query, more) => daemon.json(`/api/v1/search?${asked(query, more)}`);
const withoutMarks = page => page.replace(/<\/?mark>/g, '');
// Words of a title without formulas, which a reader would not type.
const words = title => readable(title).replace(/\$[^$]*\$/g, ' ').match(/[\p{L}\p{N}]+/gu) ?? [];
const plainTitles = () => papers.filter(({ title }) => !/[$\\]/.test(title) && words(title).length > 3);

test('a title finds its paper first', async () => {
    for (const { id, title } of plainTitles().slice(0, 25)) {
        const found = await search(title, '&show=3');
        assert.equal(found.papers[0].id, id, title);
        assert.equal(found.papers[0].matches, 'all', title);
    }
});

test('the words of a title in another order find it among the first ten', async () => {
    for (const { id, title } of plainTitles().slice(0, 25)) {
        const found = await search(words(title).slice(0, 5).reverse().join(' '), '&show=10');
        assert.ok(found.papers.some(paper => paper.id === id), title);
    }
});

test('marks change no text', async () => {
    const { title } = plainTitles()[0];
    const word = words(title).sort((a, b) => b.length - a.length)[0];
    const marked = await daemon.text(`/search?${asked(word)}`);
    const bare = await daemon.text(`/search?${asked(word, '&highlight=0')}`);
    assert.match(marked, /<mark>/);
    assert.doesNotMatch(bare, /<mark>/);
    const texts = page => cards(withoutMarks(page)).map(({ title, summary }) => title + summary);
    assert.deepEqual(texts(marked), texts(bare));
});

test('cards of a search keep the markup that clients of papers.cool read', async () => {
    const page = await daemon.text(`/arxiv/search?${asked('model', '&highlight=1&show=5')}`);
    const found = cards(withoutMarks(page));
    assert.equal(found.length, 5);
    const total = Number(/Total: (\d+)/.exec(page)[1]);
    assert.equal(total, (await search('model')).total);
    for (const [i, card] of found.entries()) {
        assert.equal(card.rank, `${i + 1}/${total}`);
        assert.equal(card.title, readable(world.papers[card.id].title));
    }
    assert.equal(page.match(/<span class="sort-it/g).length, 3);
    assert.match(page, /<span class="feed-it">/);
});

test('counts add up, and each link that narrows leads to as many papers', async () => {
    const found = await search('model');
    const sum = found.counts.years.reduce((all, year) => all + year.count, 0);
    assert.equal(sum, found.total);
    assert.equal(found.counts.arxiv + found.counts.venue, found.total);
    for (const { name, count } of found.counts.years) {
        const narrowed = await search(`model year:${name}`);
        assert.equal(narrowed.total, count, name);
    }
});

test('pages of a search fit together, in every order', async () => {
    for (const sort of ['', '&sort=0', '&sort=1', '&sort=learning%5E2%20-survey']) {
        const whole = await search('model', `&show=1000${sort}`);
        const parts = [];
        for (let skip = 0; skip < whole.total; skip += 9)
            parts.push(...(await search('model', `&show=9&skip=${skip}${sort}`)).papers);
        const ids = list => list.map(({ id }) => id);
        const all = whole.papers.filter(({ matches }) => matches === 'all');
        assert.deepEqual(ids(parts).slice(0, whole.total), ids(all), sort);
        assert.equal(new Set(ids(all)).size, whole.total);
    }
});

test('newest first is newest first', async () => {
    const { papers: found } = await search('model', '&sort=0&show=1000');
    const days = found.map(({ id }) => world.days.findIndex(day =>
        day.announced['cs.CL'].new.includes(id))).filter(day => day >= 0);
    assert.ok(days.includes(0) && days.includes(1));
    assert.deepEqual(days, [...days].sort().reverse());
});

test('a list keeps every paper whatever the order', async () => {
    const usual = await daemon.json('/api/v1/arxiv/cs.CL?show=1000');
    for (const sort of ['0', '1', 'translation%5E3%20-speech']) {
        const list = await daemon.json(`/api/v1/arxiv/cs.CL?show=1000&sort=${sort}`);
        const ids = ({ papers: some }) => some.map(({ id }) => id).sort();
        assert.deepEqual(ids(list), ids(usual), sort);
    }
});

test('an author has all papers of that name, and no other', async () => {
    const counts = new Map();
    for (const { authors } of papers)
        for (const name of authors) counts.set(name, (counts.get(name) ?? 0) + 1);
    const [name, count] = [...counts].sort((a, b) => b[1] - a[1])[0];
    const found = await daemon.json(`/api/v1/author/${encodeURIComponent(name)}?show=1000`);
    assert.ok(found.total >= count);
    for (const { authors } of found.papers) assert.ok(authors.includes(name), name);
    const page = await daemon.text(`/author/${encodeURIComponent(name)}`);
    assert.deepEqual(tidyFindings(page), []);
    const feed = await daemon.text(`/author/${encodeURIComponent(name)}/feed`);
    assert.equal(xmlFindings(feed), '');
    const lost = await daemon.text('/author/Nobody%20At%20All', 404);
    assert.ok(links(lost).includes('/search?query=Nobody%20At%20All'));
});

test('related papers leave the paper out and say why they are there', async () => {
    let told = 0;
    for (const { id } of papers.slice(0, 10)) {
        const near = await daemon.json(`/api/v1/arxiv/${id}/related`);
        assert.ok(near.papers.length > 0);
        assert.ok(!near.papers.some(paper => paper.id === id));
        told += near.papers.filter(({ why }) => why.words.length + why.authors.length > 0).length;
    }
    assert.ok(told > 10, `${told} reasons`);
    assert.deepEqual(tidyFindings(await daemon.text(`/arxiv/${papers[0].id}/related`)), []);
});

test('a slip of the finger is asked about', async () => {
    const counted = new Map();
    for (const { title } of plainTitles())
        for (const word of words(title))
            if (/^[a-z]{8,}$/.test(word)) counted.set(word, (counted.get(word) ?? 0) + 1);
    const [word] = [...counted].sort((a, b) => b[1] - a[1])[0];
    const slip = word.slice(0, 3) + word[4] + word[3] + word.slice(5);
    const { total, suggestion } = await search(slip);
    assert.ok(total > 0 || suggestion, `${slip} for ${word}`);
});

// Whatever is typed, the answer is a page that browsers read.
const typed = ['"', '(((', 'a OR', '-', '* * *', 'title:', 'year:nineteen', 'cat:cs.XX model',
    '"><script>alert(1)</script>', '深度学习', 'Schrödinger', 'ＡＢＣ', '\u202eabc', '💥',
    'date:2025-01..', 'NOT NOT NOT', 'a'.repeat(5000), '学'.repeat(1200),
    'the of and '.repeat(300)];

for (const text of typed)
    test(`${JSON.stringify(text.slice(0, 30))} has an answer`, async () => {
        const page = await daemon.text(`/search?${asked(text)}`);
        assert.deepEqual(tidyFindings(page), []);
        assert.doesNotMatch(page, /<script>alert/);
        await search(text);
        assert.equal(xmlFindings(await daemon.text(`/search/feed?${asked(text)}`)), '');
    });

test('a wrong weight is refused in words', async () => {
    const page = await daemon.text(`/search?${asked('model', '&sort=a%5Eb')}`, 400);
    assert.match(page, /sort/);
    assert.deepEqual(tidyFindings(page), []);
});

test('the feed of a search brings the newest, and stays the same', async () => {
    const where = `/search/feed.json?${asked('model', '&sort=1')}`;
    const feed = await daemon.json(where);
    assert.deepEqual(await daemon.json(where), feed);
    const newest = await search('model', '&sort=0');
    assert.deepEqual(feed.items.map(({ id }) => id.replace('oai:arXiv.org:', '')),
        newest.papers.filter(({ matches }) => matches === 'all').map(({ id }) => id));
});

test('browsers are told of the search', async () => {
    const description = await daemon.text('/opensearch.xml');
    assert.equal(xmlFindings(description), '');
    assert.ok(description.includes(`template="${daemon.url}/search?query={searchTerms}"`));
    assert.ok(links(await daemon.text('/arxiv/cs.CL')).includes('/opensearch.xml'));
});
