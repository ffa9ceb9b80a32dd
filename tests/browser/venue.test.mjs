// Proceedings in a real browser: groups, parts, years, the reader's own words, FAQ and
// PDF clicks of their papers, and all of it on a phone and without scripts.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Site, sharedBy } from '../system/program.mjs';
import { openPage as open, startBrowser, strangers, tooWide } from './page.mjs';

const t = sharedBy(after);
const tracks = ['Humans and AI', 'What\'s Hot & <new>', ...Array.from({ length: 18 },
    (_, i) => `Technical Track on a Long Name ${i + 1}`)];
let daemon, browser;

// Our own JSON Lines: an edition with its groups, then its papers.
function lines({ venue, year, name, groups, count }) {
    const papers = Array.from({ length: count }, (_, i) => ({
        id: `paper${year}-${i}`, source: 'Test', title: `${venue} ${year} paper ${i} on $x^${i % 9}$`,
        authors: ['Ada Lovelace', 'Alan Turing'], group: groups[i % groups.length],
        abstract: i % 10 === 3 ? undefined : `Whale song number ${i}. `.repeat(12),
        keywords: ['whales', 'song'], award: i === 1 ? 'Best Paper' : undefined,
        url: `https://example.org/${venue}/${i}`, pdf: `https://example.org/${venue}/${i}.pdf`,
    }));
    return [{ venue, year, name, groups, declared: count + 1 }, ...papers]
        .map(line => JSON.stringify(line)).join('\n') + '\n';
}

before(async () => {
    const site = await Site.create(t, 'http://127.0.0.1:9');
    for (const edition of [
        { venue: 'ICLR', year: 2024, name: 'The Twelfth Gathering', groups: ['Oral', 'Poster'], count: 120 },
        { venue: 'ICLR', year: 2023, groups: ['Poster'], count: 3 },
        { venue: 'AAAI', year: 2026, groups: tracks, count: 60 },
    ]) {
        const file = path.join(site.folder, 'edition.jsonl');
        await writeFile(file, lines(edition));
        const run = await site.command('import', 'json', file);
        assert.equal(run.code, 0, run.error);
    }
    daemon = await site.daemon('--no-fetch', '--no-work');
    browser = await startBrowser(t);
});

const openPage = (test, where, options) => open(browser, test, daemon.url + where, options);
const heading = page => page.locator('h1').textContent();
const total = async page => Number(/Total: (\d+)/.exec(await page.locator('.info').textContent())[1]);
const at = page => decodeURIComponent(page.url().slice(daemon.url.length));

test('from the front page to a group, and back to all of it', async test => {
    const { page, complaints } = await openPage(test, '/');
    await page.locator('.shelf').getByText('2024').first().click();
    await page.waitForURL('**/venue/ICLR.2024');
    assert.equal(await heading(page), 'ICLR.2024');
    await page.locator('.chip', { hasText: 'Oral' }).click();
    await page.waitForURL('**/venue/ICLR.2024?group=Oral');
    assert.equal(await heading(page), 'ICLR.2024 - Oral');
    assert.equal(await total(page), 60);
    assert.equal(await page.locator('.paper').count(), 50);
    assert.equal(await page.locator('.chip.on').textContent(), 'Oral 60');
    assert.equal(await page.locator('.chip[aria-current]').count(), 1);
    await page.locator('.pager a[rel=next]').click();
    await page.waitForURL('**skip=50');
    assert.equal(await page.locator('.paper').count(), 10);
    assert.equal(await page.locator('.paper .index').first().textContent(), '#51');
    await page.locator('.chip', { hasText: 'All' }).click();
    assert.equal(at(page), '/venue/ICLR.2024');
    assert.deepEqual(complaints, []);
});

test('years lead to each other and to the row of their series', async test => {
    const { page } = await openPage(test, '/venue/ICLR');
    assert.equal(await heading(page), 'ICLR.2024');
    await page.locator('.years a[rel=prev]').click();
    assert.equal(await heading(page), 'ICLR.2023');
    await page.locator('.years a[rel=next]').click();
    assert.equal(await heading(page), 'ICLR.2024');
    await page.locator('.years').getByText('all years').click();
    await page.waitForURL('**/venue#series-ICLR');
    assert.ok(await page.locator('[id="series-ICLR"]').isVisible());
});

test('a card leads to its group, its paper, its source', async test => {
    const { page } = await openPage(test, '/venue/AAAI.2026');
    const card = page.locator('.paper').nth(1);
    assert.equal(await card.locator('.award').textContent(), 'Best Paper');
    assert.equal(await card.locator('.date').count(), 0);
    assert.match(await card.locator('.title > a').first().getAttribute('href'),
        /^https:\/\/example\.org\/AAAI\/1$/);
    const subject = card.locator('.subject-1');
    assert.equal(await subject.textContent(), 'AAAI.2026 - What\'s Hot & <new>');
    await subject.click();
    assert.equal(at(page), '/venue/AAAI.2026?group=What\'s Hot & <new>');
    assert.equal(await total(page), 3);
    await page.locator('.title-link').first().click();
    await page.waitForURL('**/venue/paper2026-1@Test');
    assert.match(await page.locator('.facts').textContent(), /whales, song/);
    assert.equal(await page.locator('meta[name=citation_title]').count(), 1);
});

test('tracks behind the first dozen unfold, and the one that is chosen joins the others', async test => {
    const { page } = await openPage(test, '/venue/AAAI.2026');
    const last = page.locator('.more-groups .chip').last();
    assert.equal(await last.isVisible(), false);
    await page.locator('.more-groups summary').press('Enter');
    await last.click();
    assert.match(at(page), /group=Technical Track on a Long Name 18$/);
    assert.ok(await page.locator('.groups-of .chip.on').isVisible());
    assert.equal(await page.locator('.more-groups[open]').count(), 0);
});

test('the heart orders an edition by words and keeps the group', async test => {
    const { page } = await openPage(test, '/venue/ICLR.2024?group=oral');
    await page.locator('.sort-it.heart a').click();
    await page.keyboard.type('song^3 -paper');
    await page.keyboard.press('Enter');
    await page.waitForURL(/sort=/);
    const asked = new URL(page.url()).searchParams;
    assert.equal(asked.get('group'), 'Oral');
    assert.equal(asked.get('sort'), 'song^3 -paper');
    assert.equal(await total(page), 60);
    assert.ok(await page.locator('.summary mark').count() > 0);
    await page.locator('.chip', { hasText: 'Poster' }).click();
    assert.equal(new URL(page.url()).searchParams.get('sort'), 'song^3 -paper');
});

test('a click on [PDF] counts for the paper of the venue', async test => {
    const { page } = await openPage(test, '/venue/ICLR.2023');
    await page.route('https://example.org/**', route => route.fulfill({ body: '' }));
    const counted = page.waitForResponse(answer => answer.url().includes('/venue/star?key=pdf'));
    await page.locator('.title-pdf').first().click({ modifiers: ['Control'] });
    assert.equal((await counted).status(), 200);
});

test('search in an edition stays in it', async test => {
    const { page } = await openPage(test, '/venue/ICLR.2024?group=Oral');
    await page.getByText('Search in it').click();
    await page.waitForURL('**/venue/search?query=**');
    assert.equal(new URL(page.url()).searchParams.get('query'), 'venue:ICLR.2024 group:"Oral"');
    assert.ok(await page.locator('.paper').count() > 0);
});

test('feeds are found by a feed reader', async test => {
    for (const [where, feed] of [['/venue', '/venue/latest/feed'], ['/venue/latest', '/venue/latest/feed'],
        ['/venue/ICLR', '/venue/ICLR/feed'], ['/venue/ICLR.2024?group=Oral', '/venue/ICLR.2024/feed?group=Oral']]) {
        const { page } = await openPage(test, where);
        const link = page.locator('link[rel=alternate][type="application/atom+xml"]');
        assert.equal(await link.getAttribute('href'), feed);
        assert.equal((await daemon.get(feed)).status, 200);
    }
});

test('without scripts groups, parts and years work as well', async test => {
    const { page } = await openPage(test, '/venue', { javaScriptEnabled: false });
    await page.locator('[id="series-ICLR"]').getByText('2024').click();
    await page.locator('.chip', { hasText: 'Poster' }).click();
    await page.locator('.pager').getByText('show all').click();
    assert.equal(await page.locator('.paper').count(), 60);
});

test('on a phone the chosen group is in sight, however far behind it stands', async test => {
    const { page } = await openPage(test, '/venue/AAAI.2026?group=technical+track+on+a+long+name+17',
        { viewport: { width: 390, height: 800 } });
    const chip = page.locator('.groups-of .chip.on');
    await page.waitForFunction(() => document.querySelector('.groups-of').scrollLeft > 0);
    const { x, width } = await chip.boundingBox();
    assert.ok(x >= 0 && x + width <= 390, `it is at ${x}`);
});

test('from a dark screen it is printed dark on white, without what paper cannot click', async test => {
    const { page } = await openPage(test, '/venue/ICLR.2024', { colorScheme: 'dark' });
    const ink = () => page.evaluate(() => getComputedStyle(document.querySelector('.summary')).color);
    const lightness = color => Math.max(...color.match(/\d+/g).map(Number));
    assert.ok(lightness(await ink()) > 180);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    assert.ok(lightness(await ink()) < 80, await ink());
    assert.equal(await page.locator('.chip').first().isVisible(), false);
    assert.equal(await page.locator('.title-pdf').first().isVisible(), false);
});

const everywhere = ['/', '/venue', '/venue/latest', '/venue/ICLR.2024', '/venue/AAAI.2026',
    '/venue/AAAI.2026?group=technical+track+on+a+long+name+18', '/venue/paper2026-1@Test',
    '/venue/ICLR.2024/statistics'];

for (const colorScheme of ['light', 'dark'])
    for (const width of [1280, 390])
        test(`nothing of it is wider than a window of ${width} or moves, ${colorScheme}`, async test => {
            for (const where of everywhere) {
                const { page, requests } = await openPage(test, where,
                    { colorScheme, viewport: { width, height: 800 } });
                assert.ok(await tooWide(page) <= 0, `${where} is too wide`);
                assert.deepEqual(strangers(requests, daemon.url), []);
                await page.waitForLoadState('networkidle');
                const moved = await page.evaluate(() => window.shifted);
                assert.ok(moved < 0.1, `${where} moves by ${moved}`);
            }
        });
