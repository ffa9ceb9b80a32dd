// The FAQ as a reader meets it: a click, the place in the queue, the text as it is written,
// six answers; for two at once, after a reload, over a lost connection, in two languages.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sharedBy, until } from '../system/program.mjs';
import { ask, faqOf, faqSite, whole } from '../system/faq.mjs';
import { faqIn, growing, openPage as open, recordFaq, startBrowser, strangers, toggleFaq, tooWide,
    wholeIn } from './page.mjs';

const t = sharedBy(after);
let world, daemon, browser, papers;
const list = '/arxiv/cs.CL?show=1000';

before(async () => {
    world = await faqSite(t, { arxiv: { 'per-day': 60 }, section: { concurrency: 1 } });
    daemon = await world.site.daemon('--no-fetch');
    browser = await startBrowser(t);
    papers = [...world.papers];
});

const openPage = (test, where, options) => open(browser, test, daemon.url + where, options);

// A paper that no other test has touched; the model writes at this pace.
async function fresh(manner = {}) {
    await world.model.fresh();
    await world.model.control({ first_ms: 0, piece_ms: 0, ...manner });
    return papers.shift();
}

const slow = { piece_ms: 15 };
const posts = requests => requests.filter(request => request.startsWith('POST'));
const startedAgain = () => world.model.control({ piece_ms: 0, calm: 1 });

test('a click shows the place in the queue, the growing text, then six answers', async test => {
    const busy = await fresh({ piece_ms: 60 });
    const id = papers.shift();
    await ask(daemon, busy);
    await until(async () => (await faqOf(daemon, busy)).state === 'running', 'the slot is taken');
    const { page, requests, complaints } = await openPage(test, list);
    await recordFaq(page, id);
    await toggleFaq(page, id);
    await faqIn(page, id).getByText('Next in the queue').waitFor();
    await world.model.control({ ...slow, calm: 1 });
    await wholeIn(page, id);
    const { words, progress, lengths, tops } = await page.evaluate(() => window.seen);
    assert.equal(words[0], 'Next in the queue');
    for (const number of [1, 2, 3, 4, 5, 6])
        assert.ok(words.includes(`Being written: question ${number} of 6`), words.join('; '));
    assert.match(words.at(-1), /^Written by fake-large on /);
    assert.deepEqual(progress, [...progress].sort((a, b) => a - b), 'it never goes back');
    assert.ok(progress.length > 5 && progress.at(-1) > 0.8, progress.join(' '));
    assert.ok(new Set(lengths).size > 10, 'the text grows piece by piece');
    assert.ok(Math.max(...tops) - Math.min(...tops) <= 1, 'the first answer stays in its place');
    assert.equal(await faqIn(page, id).locator('.katex-error').count(), 0);
    for (const place of await faqIn(page, id).locator('.math').all()) { // set as it comes near
        await place.scrollIntoViewIfNeeded();
        await place.locator('.katex-html').waitFor();
    }
    assert.ok(await faqIn(page, id).locator('.math.display .katex-display').count() >= 3);
    assert.ok(await faqIn(page, id).locator('table').count() >= 2);
    assert.deepEqual(strangers(requests, daemon.url), []);
    assert.deepEqual(complaints, []);
});

test('a second page, opened in the midst, shows the same to the end', async test => {
    const id = await fresh(slow);
    const first = await openPage(test, list);
    await toggleFaq(first.page, id);
    await growing(first.page, 1);
    await world.model.control({ piece_ms: 300, calm: 1 });
    await growing(first.page, 2, 40);
    const second = await openPage(test, `/arxiv/${id}/faq`);
    const third = await openPage(test, list);
    await toggleFaq(third.page, id);
    for (const { page } of [second, third]) {
        await growing(page, 2, 40);
        assert.equal(await page.locator('section.done').count(), 1, 'what was there already');
    }
    await world.model.control({ ...slow, calm: 1 });
    const texts = [];
    for (const { page } of [first, second, third]) {
        await wholeIn(page, id);
        texts.push(await page.locator('.faq-answer').evaluateAll(answers => answers.map(answer => {
            const copy = answer.cloneNode(true);
            copy.querySelectorAll('.math').forEach(place => place.remove()); // set, or not yet
            return copy.textContent;
        })));
    }
    assert.deepEqual(texts[1], texts[0]);
    assert.deepEqual(texts[2], texts[0]);
    assert.equal((await world.model.calls()).length, 6, 'it was written once');
    for (const { complaints } of [first, second, third]) assert.deepEqual(complaints, []);
});

test('a reload in the midst goes on where it was', async test => {
    const id = await fresh({ piece_ms: 30 });
    await ask(daemon, id);
    const { page, complaints } = await openPage(test, `/arxiv/${id}/faq`);
    const before = await growing(page, 2, 40);
    await recordFaq(page, id);
    await page.reload();
    const at = await page.locator('.begun').first().textContent();
    assert.ok(at.startsWith(before.slice(0, 40)) || await page.locator('.done').count() > 1,
        'what was written is in the page itself');
    await wholeIn(page, id);
    const { numbers } = await page.evaluate(() => window.seen);
    assert.deepEqual(numbers, [...numbers].sort(), 'no answer is written twice before the eyes');
    assert.equal((await world.model.calls()).length, 6);
    assert.deepEqual(complaints, []);
});

test('a stream that is refused is asked for again', async test => {
    const id = await fresh(slow);
    const { page } = await openPage(test, list);
    let refused = 0;
    await page.route('**/faq/events*', route => refused++ < 1
        ? route.fulfill({ status: 429, body: 'later' }) : route.continue());
    await toggleFaq(page, id);
    await wholeIn(page, id);
    assert.ok(refused >= 1);
});

test('a daemon that is killed and started again is found again', async test => {
    const id = await fresh({ piece_ms: 30 });
    const { page } = await openPage(test, list);
    const own = await openPage(test, `/arxiv/${id}/faq`);
    await toggleFaq(page, id);
    await growing(page, 2);
    const { port } = new URL(daemon.url);
    await daemon.kill();
    await page.getByText('The connection was lost; trying again').waitFor();
    await world.site.configure(world.arxiv, { server: { listen: `127.0.0.1:${port}` },
        arxiv: { categories: 'cs.CL' },
        faq: { backoff: 0, anonymous_day: 10000, visitors_day: 100000 },
        'model.fake': world.model.section({ concurrency: 1 }) });
    await startedAgain();
    daemon = await world.site.daemon('--no-fetch');
    await wholeIn(page, id);
    const { answers } = await faqOf(daemon, id);
    const shown = await page.locator('.faq h3').allTextContents();
    assert.deepEqual(shown.slice(0, 1), [answers[0].question]);
    assert.equal((await world.model.calls()).filter(({ number }) => number === 1).length, 1);
    await own.page.locator('.faq-ask button').click(); // it was opened before anyone asked
    await wholeIn(own.page, id);
});

test('closing and opening again leaves nothing behind and loses nothing', async test => {
    const id = await fresh(slow);
    const { page, complaints } = await openPage(test, list);
    const link = page.locator(`[id="kimi-${id}"]`);
    assert.equal(await link.getAttribute('aria-expanded'), 'false');
    for (let i = 0; i < 5; i++) await link.click(); // in haste; it is open in the end
    assert.equal(await link.getAttribute('aria-expanded'), 'true');
    await growing(page, 1);
    assert.equal(await page.locator('article.faq').count(), 1);
    await link.click();
    assert.equal(await link.getAttribute('aria-expanded'), 'false');
    assert.equal(await page.locator(`[id="kimi-container-${id}"]`).isVisible(), false);
    assert.equal(await page.locator('article.faq').count(), 0);
    await whole(daemon, id); // nobody watches
    await link.click();
    await wholeIn(page, id);
    assert.equal((await world.model.calls()).length, 6);
    await page.getByRole('button', { name: 'Close' }).click();
    assert.equal(await page.locator('article.faq').count(), 0);
    assert.equal(await page.evaluate(() => document.activeElement.id), `kimi-${id}`);
    assert.deepEqual(complaints, []);
});

test('a stored FAQ opens at once and asks for nothing', async test => {
    const id = await fresh();
    await ask(daemon, id);
    await whole(daemon, id);
    const { page, requests } = await openPage(test, list);
    assert.match(await page.locator(`[id="kimi-${id}"]`).getAttribute('class'), /ready/);
    await page.locator(`[id="kimi-${id}"]`).focus();
    await page.keyboard.press('Enter');
    await wholeIn(page, id);
    assert.deepEqual(posts(requests).filter(request => !request.includes('/star?')), []);
    assert.equal(requests.filter(request => request.includes('/events')).length, 0);
});

test('the answers can be taken along as Markdown', async test => {
    const id = await fresh();
    await ask(daemon, id);
    const { answers } = await whole(daemon, id);
    const { page, context } = await openPage(test, `/arxiv/${id}/faq`);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Copy as Markdown' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    for (const { question, markdown } of answers) {
        assert.ok(text.includes(`## ${question}`));
        assert.ok(text.includes(markdown.trim().split('\n')[0]));
    }
});

test('the language is chosen once', async test => {
    const id = await fresh();
    const other = papers.shift();
    const { page, context, complaints } = await openPage(test, list);
    await toggleFaq(page, id);
    await wholeIn(page, id);
    await faqIn(page, id).getByRole('link', { name: '中文' }).click();
    await faqIn(page, id).getByRole('button', { name: 'Ask for this FAQ' }).click();
    await wholeIn(page, id);
    assert.match(await faqIn(page, id).locator('.faq-answer').first().textContent(), /论文/);
    assert.equal(await faqIn(page, id).locator('.faq-answer').first().getAttribute('lang'), 'zh');
    const later = await openPage(test, list, { context });
    await toggleFaq(later.page, other);
    await wholeIn(later.page, other);
    assert.match(await faqIn(later.page, other).locator('h3').first().textContent(), /论文/);
    assert.equal((await faqOf(daemon, other, '?lang=zh')).state, 'done');
    assert.equal((await faqOf(daemon, other)).state, 'none', 'English was not asked for');
    await faqIn(later.page, other).getByRole('link', { name: 'English' }).click();
    await faqIn(later.page, other).getByText('Nobody has asked for this FAQ yet.').waitFor();
    assert.deepEqual(complaints, []);
});

test('many open FAQs leave the reader connections for the rest of the site', async test => {
    await fresh({ piece_ms: 60 });
    const open = papers.splice(0, 8);
    const { page, complaints } = await openPage(test, list);
    for (const id of open) await toggleFaq(page, id);
    await until(async () => await page.locator('article.faq').count() === open.length,
        'each has its article');
    const state = await page.evaluate(() => Promise.race([
        fetch('/healthz').then(answer => answer.status),
        new Promise(done => setTimeout(done, 10000, 'no connection is left'))]));
    assert.equal(state, 200);
    await startedAgain();
    for (const id of open) await wholeIn(page, id);
    assert.deepEqual(complaints, []);
});

test('a reader with a screen reader hears the state, not each word', async test => {
    const id = await fresh(slow);
    const { page } = await openPage(test, list);
    await page.locator(`[id="kimi-${id}"]`).focus();
    await page.keyboard.press('Enter');
    await growing(page, 1);
    const heard = await page.evaluate(() => {
        const live = '[role=status], [role=alert], [aria-live]:not([aria-live=off])';
        return { growing: !!document.querySelector('.begun').closest(live),
            state: !!document.querySelector('article.faq .words').closest(live) };
    });
    assert.deepEqual(heard, { growing: false, state: true });
    const link = page.locator(`[id="kimi-${id}"]`);
    assert.equal(await link.getAttribute('aria-controls'), `kimi-container-${id}`);
    assert.notEqual(await link.evaluate(a => getComputedStyle(a).outlineStyle), 'none');
    await page.keyboard.press('Enter');
    await until(async () => await page.locator('article.faq').count() === 0, 'it is closed');
    await startedAgain();
    await whole(daemon, id);
});

test('[PDF] and [FAQ] are counted, once for a browser', async test => {
    const id = await fresh();
    const { page, context } = await openPage(test, list);
    await context.route('https://arxiv.org/**', route => route.fulfill({ body: 'a PDF' }));
    await toggleFaq(page, id);
    await page.locator(`[id="kimi-stars-${id}"]`).getByText('1', { exact: true }).waitFor();
    await page.locator(`[id="pdf-${id}"]`).click();
    await page.waitForURL(/arxiv\.org/);
    await page.goBack();
    const counts = async () => {
        const [paper] = (await daemon.json(`/api/v1/arxiv/${id}`)).papers;
        return [paper.counts.pdf, paper.counts.faq];
    };
    await until(async () => String(await counts()) === '1,1', 'both are counted');
    const again = await openPage(test, list, { context });
    assert.equal(await again.page.locator(`[id="pdf-stars-${id}"]`).textContent(), '1');
    await toggleFaq(again.page, id);
    await wholeIn(again.page, id);
    assert.deepEqual(posts(again.requests), [], 'this browser has been counted');
});

test('without scripts the form asks and the page refreshes until it is there', async test => {
    const id = await fresh({ piece_ms: 10 });
    const { page, requests } = await openPage(test, `/arxiv/${id}`, { javaScriptEnabled: false });
    await page.locator(`[id="kimi-${id}"]`).click();
    assert.equal(new URL(page.url()).pathname, `/arxiv/${id}/faq`);
    const answered = page.waitForResponse(answer => answer.request().method() === 'POST');
    await page.getByRole('button', { name: 'Ask for this FAQ' }).click();
    assert.equal((await answered).status(), 303);
    await page.waitForSelector('article[data-state=done]');
    assert.equal(await page.locator('.faq-answer').count(), 6);
    assert.ok(requests.filter(request => request.includes('/faq?')).length > 2, 'it refreshed');
    assert.equal(await page.getByRole('button').count(), 0, 'no button that needs scripts');
});

for (const colorScheme of ['light', 'dark'])
    for (const width of [1280, 390])
        test(`a FAQ is not wider than a window of ${width}, ${colorScheme}`, async test => {
            const wide = '`' + 'x'.repeat(300) + '` ' + 'Donaudampfschiff'.repeat(30)
                + '\n\n|a|b|c|d|\n|-|-|-|-|\n|' + 'a long cell of many words |'.repeat(4)
                + '\n\n```\n' + 'code '.repeat(80) + '\n```\n\n$$' + 'x_1 + '.repeat(80) + 'y$$\n\n'
                + '$' + 'a'.repeat(300) + '$ 校准'.repeat(200);
            const id = await fresh({ text: wide });
            test.after(() => world.model.control({ text: '' }).catch(() => {}));
            await ask(daemon, id);
            await whole(daemon, id);
            for (const where of [list, `/arxiv/${id}/faq`, '/queue']) {
                const { page } = await openPage(test, where,
                    { colorScheme, viewport: { width, height: 800 } });
                if (where === list) await toggleFaq(page, id);
                if (where !== '/queue') {
                    await wholeIn(page, id);
                    await page.waitForSelector('.faq .katex');
                }
                const over = await tooWide(page);
                assert.ok(over <= 0, `${where} is ${over} pixels too wide`);
            }
        });
