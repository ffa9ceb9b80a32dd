// The system's Chromium, and pages of ours in it that note what they asked for and what they
// complained about.
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';

export async function startBrowser(t) {
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    t.after(() => browser.close());
    return browser;
}

// Before any script of the page: what moved is summed up, what the policy forbade is said.
function watchPage() {
    window.shifted = 0;
    new PerformanceObserver(list => {
        for (const entry of list.getEntries()) window.shifted += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
    document.addEventListener('securitypolicyviolation',
        event => console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`));
}

// `context`: one that is open already, for a second page of the same reader.
export async function openPage(browser, test, url, { context, ...options } = {}) {
    if (!context) {
        context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
        test.after(() => context.close());
    }
    const page = await context.newPage();
    const requests = [], complaints = [];
    page.on('request', request => requests.push(`${request.method()} ${request.url()}`));
    page.on('console', message => {
        if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', error => complaints.push(String(error)));
    page.on('response', response => {
        if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`);
    });
    await page.addInitScript(watchPage);
    await page.goto(url, { waitUntil: 'load' });
    return { page, requests, complaints, context };
}

// Those of its requests that went elsewhere.
export function strangers(requests, url) {
    return requests.filter(request => {
        const [, asked] = request.split(' ');
        return !asked.startsWith(url) && !asked.startsWith('data:');
    });
}

export async function tooWide(page) {
    return page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
}

// ---- FAQs ----

export const toggleFaq = (page, id) => page.locator(`[id="kimi-${id}"]`).click();

// The article of a paper's FAQ, below its card or on its own page.
export function faqIn(page, id) {
    return page.locator(`[id="kimi-container-${id}"] > article.faq, `
        + `.faq-page article.faq[data-page*="/${id}/"]`);
}

// Until it is there and whole; where that does not come, the error says what there is.
export async function wholeIn(page, id, state = 'done') {
    try {
        await page.waitForFunction(([id, state]) => [...document.querySelectorAll('article.faq')]
            .some(article => article.dataset.page.includes(`/${id}/`)
                && article.dataset.state === state && !article.dataset.events), [id, state]);
    } catch (error) {
        const there = await page.evaluate(() => [...document.querySelectorAll('article.faq')]
            .map(article => `${JSON.stringify(article.dataset)} ${article.innerText.slice(0, 300)}`));
        throw new Error(`the FAQ of ${id} is not ${state} on ${page.url()}: ${there}`,
            { cause: error });
    }
    assert.equal(await faqIn(page, id).locator('section.done').count(), 6);
}

// Until answer `number` has some text and is still written; gives that text.
export async function growing(page, number, length = 1) {
    const text = await page.waitForFunction(([number, length]) => {
        const begun = document.querySelector(`section[data-number="${number}"].writing .begun`);
        return begun && begun.textContent.length >= length && begun.textContent;
    }, [number, length], { polling: 20 });
    return text.jsonValue();
}

// Notes in `seen`, frame by frame and after a reload too, what a reader sees of a FAQ.
export async function recordFaq(page, id) {
    const record = id => {
        const seen = window.seen = { words: [], progress: [], lengths: [], tops: [], numbers: [] };
        const note = (list, value) => list.at(-1) === value || list.push(value);
        (function look() {
            requestAnimationFrame(look);
            const article = document.querySelector(`article.faq[data-page*="/${id}/"]`);
            if (!article) return;
            note(seen.words, article.querySelector('header > :first-child').textContent);
            const bar = article.querySelector('header progress');
            if (bar) note(seen.progress, bar.value);
            const begun = article.querySelector('.writing .begun');
            if (begun) note(seen.lengths, begun.textContent.length);
            const writing = article.querySelector('section.writing');
            if (writing) note(seen.numbers, writing.dataset.number);
            const first = article.querySelector('section:not(.waiting)');
            if (first) note(seen.tops, first.offsetTop - article.offsetTop);
        })();
    };
    await page.addInitScript(record, id);
    await page.evaluate(record, id);
}
