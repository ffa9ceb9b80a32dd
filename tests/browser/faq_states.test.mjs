// What a FAQ says when it is not simply whole: refused, impossible, cut short, older than its
// paper, written from a paper that speaks to the model; and the queue for the administrator.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { sharedBy, until } from '../system/program.mjs';
import { ask, faqOf, faqSite, hasHtml, whole } from '../system/faq.mjs';
import { faqIn, growing, openPage, startBrowser, toggleFaq, wholeIn } from './page.mjs';

const shared = sharedBy(after);
let browser;
before(async () => { browser = await startBrowser(shared); });

const list = '/arxiv/cs.CL?show=1000';

test('without a model the reader is told how one is added, and nothing is asked', async t => {
    const { site, papers: [id] } = await faqSite(t, { models: {} });
    const daemon = await site.daemon('--no-fetch');
    const { page, complaints, requests } = await openPage(browser, t, daemon.url + list);
    await toggleFaq(page, id);
    await faqIn(page, id).getByText(/No language model is configured/).waitFor();
    assert.match(await faqIn(page, id).textContent(), /preset = .*key_file = /s);
    assert.equal(await faqIn(page, id).getByRole('button').count(), 0);
    assert.deepEqual(requests.filter(request => /^POST .*\/faq/.test(request)), []);
    assert.deepEqual(complaints, []);
});

test('who has asked for enough today is told when to come back', async t => {
    const { site, papers: [first, second] } = await faqSite(t, { faq: { anonymous_day: 1 } });
    const daemon = await site.daemon('--no-fetch');
    const { page } = await openPage(browser, t, daemon.url + list);
    await toggleFaq(page, first);
    await wholeIn(page, first);
    await toggleFaq(page, second);
    const said = page.locator(`[id="kimi-container-${second}"] [role=status]`);
    await said.getByText(/today|tomorrow|UTC|hour/).waitFor();
    assert.equal(await said.getByRole('button', { name: 'Try again' }).count(), 1);
    const own = await openPage(browser, t, `${daemon.url}/arxiv/${second}/faq`);
    await own.page.getByRole('button', { name: 'Ask for this FAQ' }).click();
    await own.page.getByRole('alert').getByText(/today|tomorrow|UTC|hour/).waitFor();
    assert.equal(await own.page.getByRole('link', { name: '中文' }).count(), 1, 'the rest stays');
    assert.equal(await own.page.getByRole('button', { name: 'Ask for this FAQ' }).isEnabled(),
        true);
});

test('a server that is away is said to be, and found again by trying', async t => {
    const { site, papers: [id] } = await faqSite(t);
    const daemon = await site.daemon('--no-fetch');
    const { page } = await openPage(browser, t, daemon.url + list);
    await page.evaluate(() => localStorage.setItem('paperfeed.language', 'zh'));
    await page.route(/\/faq/, route => route.abort());
    await toggleFaq(page, id);
    await page.getByText('The server cannot be reached.').waitFor();
    await page.unroute(/\/faq/);
    await page.getByRole('button', { name: 'Try again' }).click();
    await wholeIn(page, id);
    assert.equal((await faqOf(daemon, id, '?lang=zh')).state, 'done', 'in the chosen language');
});

test('a language that is no longer offered is forgotten', async t => {
    const { site, papers: [id] } = await faqSite(t);
    const daemon = await site.daemon('--no-fetch');
    const { page } = await openPage(browser, t, daemon.url + list);
    await page.evaluate(() => localStorage.setItem('paperfeed.language', 'tlh'));
    await toggleFaq(page, id);
    await page.getByText(/language/i).first().waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await wholeIn(page, id);
});

test('a FAQ that could not be written says why, and can be tried again', async t => {
    const { model, site, papers: [id] } = await faqSite(t, { faq: { attempts: 1 } });
    const daemon = await site.daemon('--no-fetch');
    await model.misbehave('status', { status: 400, code: 'content_filter', count: -1 });
    const { page, complaints } = await openPage(browser, t, daemon.url + list);
    await toggleFaq(page, id);
    await faqIn(page, id).getByText(/Could not be written: .*content filter/).waitFor();
    await model.calm();
    await faqIn(page, id).getByRole('button', { name: 'Try again' }).click();
    await wholeIn(page, id);
    assert.deepEqual(complaints, []);
});

test('an answer that was cut short is marked, and can be asked for again', async t => {
    const { model, site, papers: [id] } = await faqSite(t);
    const daemon = await site.daemon('--no-fetch');
    await model.misbehave('finish', { finish: 'length', question: 2, count: -1 });
    const { page, complaints } = await openPage(browser, t, daemon.url + list);
    await toggleFaq(page, id);
    await wholeIn(page, id, 'truncated');
    const faq = faqIn(page, id);
    assert.equal(await faq.getByText('This FAQ is not whole').count(), 1);
    assert.equal(await faq.locator('[data-number="2"]').getByText('cut short').count(), 1);
    assert.equal(await faq.getByText('This answer was cut short.').count(), 1, 'only there');
    await model.calm();
    await faq.getByRole('button', { name: 'Ask again' }).click();
    await wholeIn(page, id);
    assert.equal(await faq.getByText('cut short').count(), 0);
    assert.deepEqual(complaints, []);
});

test('a paper that speaks to the model has a note above its answers', async t => {
    const { arxiv, site, papers: [id] } = await faqSite(t);
    await arxiv.misbehave('addressed', { endpoint: 'html', category: `${id}v1` });
    const daemon = await site.daemon('--no-fetch');
    const { page } = await openPage(browser, t, daemon.url + list);
    await toggleFaq(page, id);
    await wholeIn(page, id);
    const note = faqIn(page, id).locator('.faq-note.notice');
    assert.ok(await note.isVisible());
    assert.match(await note.textContent(), /care/);
});

test('the FAQ of an older version stays readable while the new one is written', async t => {
    const { arxiv, model, site, papers } = await faqSite(t,
        { arxiv: { days: 3, day: 2, 'per-day': 12, seed: 1 } });
    const first = await site.daemon('--no-fetch');
    await model.control({ text: 'The first telling.' });
    for (const paper of papers) await ask(first, paper);
    for (const paper of papers) await whole(first, paper);
    await first.stop();
    await arxiv.control({ day: 3 });
    const { replace } = (await arxiv.today()).announced['cs.CL'];
    const id = papers.find(key => replace.includes(key) && hasHtml(key));
    assert.equal((await site.ingest()).code, 0);

    const daemon = await site.daemon('--no-fetch');
    const { page, complaints } = await openPage(browser, t, `${daemon.url}/arxiv/${id}/faq`);
    const faq = faqIn(page, id);
    assert.equal(await faq.getByText(/version 1 of the paper; version 2/).count(), 1);
    await model.control({ text: 'The second telling.', piece_ms: 200, piece_bytes: 4 });
    await faq.getByRole('button', { name: 'Ask again for version 2' }).click();
    await faq.getByText(/A new FAQ is on its way. Being written: question 2 of 6/).waitFor();
    assert.equal(await faq.getByText('The first telling.').count(), 6, 'all of the old one');
    assert.equal(await faq.locator('.writing').count(), 0);
    await model.control({ piece_ms: 0, calm: 1 });
    await faq.getByText('The second telling.').nth(5).waitFor();
    await wholeIn(page, id);
    await faq.getByRole('link', { name: 'Version 1' }).click();
    await page.getByText('The first telling.').nth(5).waitFor();
    await page.getByRole('link', { name: 'The FAQ of version 2' }).click();
    await page.getByText('The second telling.').nth(5).waitFor();
    assert.deepEqual(complaints, []);
});

test('the administrator steers the queue from its page', async t => {
    const { model, site, papers } = await faqSite(t, { faq: { attempts: 1 },
        section: { concurrency: 1 } });
    const { out } = await site.command('token', 'add', 'me', '--admin');
    const [token] = /pf_[\w-]{20,}/.exec(out);
    const daemon = await site.daemon('--no-fetch');
    await model.misbehave('status', { status: 400, code: 'content_filter', count: 1 });
    await ask(daemon, papers[0]);
    await whole(daemon, papers[0]);
    await model.control({ piece_ms: 100 });
    await ask(daemon, papers[1]);
    await until(async () => (await faqOf(daemon, papers[1])).state === 'running', 'it runs');
    await ask(daemon, papers[2]);
    const { page, complaints } = await openPage(browser, t, `${daemon.url}/queue`);
    assert.equal(await page.getByRole('button', { name: /Retry|Cancel|Pause/ }).count(), 0);
    await page.getByLabel('Token').fill(token);
    await page.getByRole('button', { name: 'Use this token' }).click();
    await page.getByRole('button', { name: 'Pause the queue' }).click();
    await page.getByText(/paused/i).first().waitFor();
    await page.getByRole('button', { name: 'Resume the queue' }).click();
    const row = id => page.locator('tr', { hasText: id });
    await row(papers[2]).getByRole('button', { name: 'Cancel' }).click();
    await until(async () => (await faqOf(daemon, papers[2])).state === 'none', 'it is cancelled');
    await row(papers[0]).getByRole('button', { name: 'Retry' }).click();
    await model.control({ piece_ms: 0, calm: 1 });
    await whole(daemon, papers[1]);
    assert.equal((await whole(daemon, papers[0])).state, 'done');
    await page.getByRole('button', { name: 'Forget this token' }).click();
    await page.getByLabel('Token').waitFor();
    assert.equal(await page.getByRole('button', { name: /Retry|Cancel|Pause/ }).count(), 0);
    assert.deepEqual(complaints, []);
});
