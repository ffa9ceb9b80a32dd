// The pages in a real browser: formulas, copying, no request to strangers, no complaint,
// whole without scripts, still while formulas are set.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { FakeArxiv } from '../system/arxiv.mjs';
import { Site, sharedBy, until } from '../system/program.mjs';
import { openPage as open, startBrowser, strangers, tooWide } from './page.mjs';

const t = sharedBy(after);
let daemon, browser, world, day;

before(async () => {
    const fake = await FakeArxiv.start(t, { 'per-day': 60, seed: 8 });
    const site = await Site.create(t, fake);
    assert.equal((await site.ingest()).code, 0);
    world = await fake.world();
    day = world.days.at(-1);
    daemon = await site.daemon('--no-fetch', '--no-work');
    browser = await startBrowser(t);
});

const openPage = (test, where, options) => open(browser, test, daemon.url + where, options);

// A paper of the day whose title holds a formula, and where its list is.
function formulaPaper() {
    for (const category of world.categories)
        for (const id of day.announced[category].new)
            if (/\$[^$]+\$/.test(world.papers[id].title)) return { id, category };
    throw new Error('no title with a formula: take another seed');
}

const formulasSet = (page, where) => page.waitForSelector(`${where} .katex`);

test('formulas in titles and abstracts are set', async test => {
    const { id } = formulaPaper();
    const { page } = await openPage(test, `/arxiv/${id}`);
    await formulasSet(page, '.title-link');
    const title = page.locator(`[id="title-${id}"]`);
    assert.ok(await title.locator('.katex').count() > 0);
    assert.ok(await title.locator('.katex-html').first().isVisible());
    const [, tex] = /\$([^$]+)\$/.exec(world.papers[id].title);
    assert.ok((await title.locator('annotation').allTextContents()).includes(tex));
    assert.equal(await page.locator('.katex-error').count(), 0);
});

test('no request leaves the site, and the browser has nothing to complain about',
    async test => {
        const { id, category } = formulaPaper();
        const all = ['/', `/arxiv/${category}`, `/arxiv/${id}`, '/ledger', '/status',
            '/search?query=benchmark'];
        for (const where of all) {
            const { page, requests, complaints } = await openPage(test, where);
            await page.mouse.wheel(0, 20000);
            await page.waitForLoadState('networkidle');
            assert.ok(requests.length > 1, where);
            assert.deepEqual(strangers(requests, daemon.url), [], where);
            assert.deepEqual(complaints, [], where);
        }
    });

test('setting formulas does not move what a reader is reading', async test => {
    const { page } = await openPage(test, `/arxiv/${formulaPaper().category}?show=1000`);
    await formulasSet(page, '.paper'); // the first in sight; the others follow the reader
    for (let i = 0; i < 12; i++) {
        await page.mouse.wheel(0, 700);
        await page.waitForTimeout(60); // a reader's pace: layout is what is measured
    }
    const shifted = await page.evaluate(() => window.shifted);
    assert.ok(shifted < 0.1, `layout shift of ${shifted}`);
});

test('[Copy] copies title, address, authors and abstract, as delivered', async test => {
    const { id } = formulaPaper();
    const { page, context } = await openPage(test, `/arxiv/${id}`);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await formulasSet(page, '.title-link');
    const button = page.locator(`[id="copy-${id}"]`);
    await button.click();
    await until(async () => await button.textContent() === '[Copied]', 'it says so');
    const text = await page.evaluate(() => navigator.clipboard.readText());
    const title = await page.evaluate(() => document.title);
    assert.ok(text.startsWith(world.papers[id].title.replaceAll('--', '–')), `${title}: ${text}`);
    assert.ok(text.includes(`https://arxiv.org/abs/${id}`));
    for (const name of world.papers[id].authors.slice(0, 5)) assert.ok(text.includes(name));
    assert.ok(text.length > 200, 'with the abstract');
});

test('[Copy] works from the keyboard, and leaves the selection alone', async test => {
    const { id } = formulaPaper();
    const { page, context } = await openPage(test, `/arxiv/${id}`);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.locator('.summary').first().selectText();
    const selected = await page.evaluate(() => String(getSelection()));
    await page.locator(`[id="copy-${id}"]`).focus();
    await page.keyboard.press('Enter');
    await page.waitForSelector('text=[Copied]');
    assert.equal(await page.evaluate(() => String(getSelection())), selected);
});

test('without scripts the pages are whole', async test => {
    const { id, category } = formulaPaper();
    const { page, requests } = await openPage(test, `/arxiv/${category}`,
        { javaScriptEnabled: false });
    const { new: fresh, cross } = day.announced[category];
    assert.equal(await page.locator('.paper').count(), fresh.length + cross.length);
    for (const part of ['.title-link', '.authors', '.summary', '.subjects', '.title-pdf'])
        assert.ok(await page.locator(part).first().isVisible(), part);
    assert.equal(await page.locator('.title-copy').first().isVisible(), false,
        'a button that needs scripts is not offered');
    await page.locator(`[id="title-${id}"]`).click();
    assert.equal(new URL(page.url()).pathname, `/arxiv/${id}`);
    await page.fill('input[name=query]', 'benchmark');
    await page.keyboard.press('Enter');
    await page.waitForURL(/query=benchmark/);
    assert.ok(await page.locator('.paper').count() > 0);
    assert.deepEqual(strangers(requests, daemon.url), []);
});

for (const colorScheme of ['light', 'dark'])
    for (const width of [1280, 390])
        test(`nothing is wider than a window of ${width}, ${colorScheme}`, async test => {
            const { category } = formulaPaper();
            for (const where of ['/', `/arxiv/${category}`, '/ledger', '/arxiv/nope']) {
                const { page } = await openPage(test, where,
                    { colorScheme, viewport: { width, height: 800 } });
                const wide = await tooWide(page);
                assert.ok(wide <= 0, `${where} is ${wide} pixels too wide`);
            }
        });
