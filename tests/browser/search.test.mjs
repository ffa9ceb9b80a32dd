// Search in a real browser: the form, marks beside formulas, narrowing, the reader's own
// words, and all of it without scripts.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { FakeArxiv } from '../system/arxiv.mjs';
import { Site, sharedBy } from '../system/program.mjs';
import { openPage as open, startBrowser, strangers, tooWide } from './page.mjs';

const t = sharedBy(after);
let daemon, browser, world;

before(async () => {
    const fake = await FakeArxiv.start(t, { 'per-day': 60, seed: 8 });
    const site = await Site.create(t, fake);
    assert.equal((await site.ingest()).code, 0);
    world = await fake.world();
    daemon = await site.daemon('--no-fetch', '--no-work');
    browser = await startBrowser(t);
});

const openPage = (test, where, options) => open(browser, test, daemon.url + where, options);
const query = page => new URL(page.url()).searchParams;
const announced = category => world.days.at(-1).announced[category].new;

// A stored paper whose title holds a formula, and a word of its title outside of it.
function formulaPaper() {
    for (const category of world.categories)
        for (const id of announced(category)) {
            const { title } = world.papers[id];
            const word = /\$[^$]+\$/.test(title)
                && title.replace(/\$[^$]*\$/g, ' ').match(/\b[a-z]{6,}\b/);
            if (word) return { id, word: word[0] };
        }
    throw new Error('no title with a formula: take another seed');
}

test('formulas are set beside marks, and both stay', async test => {
    const { id, word } = formulaPaper();
    const { page } = await openPage(test, `/search?query=${word}&show=1000`);
    const title = page.locator(`[id="title-${id}"]`);
    await title.scrollIntoViewIfNeeded();
    await title.locator('.katex').first().waitFor();
    const marked = await title.locator('mark').allTextContents();
    assert.ok(marked.some(text => text.toLowerCase().includes(word.slice(0, 5))), String(marked));
});

test('[Copy] copies a marked paper as delivered', async test => {
    const { id, word } = formulaPaper();
    const { page, context } = await openPage(test, `/search?query=${word}&show=1000`);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const title = page.locator(`[id="title-${id}"]`);
    await title.scrollIntoViewIfNeeded();
    await title.locator('.katex').first().waitFor();
    await page.locator(`[id="copy-${id}"]`).click();
    await page.waitForSelector('text=[Copied]');
    const text = await page.evaluate(() => navigator.clipboard.readText());
    assert.ok(text.startsWith(world.papers[id].title.replaceAll('--', '–')), text);
});

test('the empty search takes what is typed at once; results leave the focus alone', async test => {
    const { page } = await openPage(test, '/search');
    assert.equal(await page.evaluate(() => document.activeElement.name), 'query');
    await page.keyboard.type('benchmark');
    await page.keyboard.press('Enter');
    await page.waitForURL(/query=benchmark/);
    assert.ok(await page.locator('.paper mark').count() > 0);
    assert.equal(await page.evaluate(() => document.activeElement.tagName), 'BODY');
});

test('a new query keeps the order, and a year narrows and widens again', async test => {
    const { page } = await openPage(test, '/search?query=model&sort=0');
    await page.fill('main input[name=query]', 'learning');
    await page.keyboard.press('Enter');
    await page.waitForURL(/query=learning/);
    assert.equal(query(page).get('sort'), '0');
    await page.goto(`${daemon.url}/search?query=learning%20has:code&sort=0`);
    await page.locator('.filter').click();
    assert.equal(query(page).get('query'), 'learning');
    assert.equal(query(page).get('sort'), '0');
});

test('the heart asks for words once, keeps them here, and uses them everywhere', async test => {
    const { page, context } = await openPage(test, '/arxiv/cs.CL');
    const own = page.locator('#my-words input[name=sort]');
    assert.equal(await own.isVisible(), false);
    await page.locator('.sort-it.heart a').click();
    await own.waitFor();
    await page.keyboard.type('translation^3 -speech');
    await page.keyboard.press('Enter');
    await page.waitForURL(/sort=/);
    assert.equal(query(page).get('sort'), 'translation^3 -speech');
    assert.equal(await page.locator('.paper').count(),
        Number(/Total: (\d+)/.exec(await page.locator('.info').textContent())[1]));
    assert.ok(await own.isVisible(), 'the words are shown and can be edited');
    await page.locator('.sort-it.heart a').click();
    await page.waitForURL(url => !url.search.includes('sort='));
    const { page: other } = await openPage(test, '/search?query=model', { context });
    await other.locator('.sort-it.heart a').click();
    await other.waitForURL(/sort=/);
    assert.equal(query(other).get('sort'), 'translation^3 -speech');
    assert.equal(query(other).get('query'), 'model');
    await other.fill('#my-words input[name=sort]', '');
    await other.locator('#my-words button').click();
    await other.waitForURL(url => !url.search.includes('sort='));
    assert.equal(await other.evaluate(() => localStorage.getItem('paperfeed.words')), '');
});

test('where there is room the counts stand open, on a phone they are folded', async test => {
    const day = world.days.at(-1).date.slice(0, 4);
    for (const [width, open] of [[1280, true], [390, false]]) {
        const { page } = await openPage(test, '/search?query=model',
            { viewport: { width, height: 800 } });
        const place = page.locator('.narrow');
        if (await place.count() === 0) continue; // all of one year: nothing to narrow
        assert.equal(await place.getAttribute('open') !== null, open, `${width} ${day}`);
    }
});

test('without scripts the words can be given as well', async test => {
    const { page } = await openPage(test, '/arxiv/cs.CL', { javaScriptEnabled: false });
    await page.locator('.sort-it.heart a').click();
    await page.locator('#my-words summary').click();
    await page.fill('#my-words input[name=sort]', 'translation');
    await page.locator('#my-words button').click();
    assert.equal(query(page).get('sort'), 'translation');
    await page.locator('.title-rel').first().click();
    assert.match(new URL(page.url()).pathname, /\/related$/);
    assert.ok(await page.locator('.why').count() > 0);
    await page.locator('.author').first().click();
    assert.match(new URL(page.url()).pathname, /^\/author\//);
});

const everywhere = ['/search', '/search?query=model%20cat:cs.XX%20has:code',
    '/search?query=modle', '/arxiv/cs.CL?sort=model%20-survey&highlight=1',
    `/search?query=${'a'.repeat(400)}`, '/author/Nobody', '/search?query=model&in=faq'];

for (const colorScheme of ['light', 'dark'])
    for (const width of [1280, 390])
        test(`nothing of it is wider than a window of ${width}, ${colorScheme}`, async test => {
            const related = `/arxiv/${announced('cs.CL')[0]}/related`;
            for (const where of [...everywhere, related]) {
                const { page, requests } = await openPage(test, where,
                    { colorScheme, viewport: { width, height: 800 } });
                const wide = await tooWide(page);
                assert.ok(wide <= 0, `${where} is ${wide} pixels too wide`);
                assert.deepEqual(strangers(requests, daemon.url), [], where);
            }
        });
