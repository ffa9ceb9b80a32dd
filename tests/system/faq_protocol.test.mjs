// The small protocol of papers.cool, which extensions and scripts speak: kimi, progress,
// star, config; over the same queue and the same answers as everything else.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sharedBy, until } from './program.mjs';
import { assertComplete, faqOf, faqSite, post, whole } from './faq.mjs';

describe('the protocol of papers.cool', () => {
    const t = sharedBy(after);
    let world, daemon, papers;
    before(async () => {
        world = await faqSite(t, { arxiv: { 'per-day': 30 },
            section: { concurrency: 1 } });
        daemon = await world.site.daemon('--no-fetch');
        papers = [...world.papers];
    });

    const progress = async id => Number(await daemon.text(`/arxiv/progress?paper=${id}`));

    test('POST kimi asks and streams; GET kimi has the same text afterwards', async () => {
        const id = papers.shift();
        assert.equal(await daemon.text(`/arxiv/kimi?paper=${id}`), '', 'nothing yet');
        assert.equal(await progress(id), 0);
        const { answer, text } = await post(daemon, `/arxiv/kimi?paper=${id}`, { status: 200 });
        assert.match(answer.headers.get('content-type'), /^text\/(plain|html)/);
        const faq = await faqOf(daemon, id);
        assertComplete(faq);
        assert.equal(await progress(id), 1);
        assert.equal(text.match(/<p class="faq-q"><strong>Q\d<\/strong>: .+<\/p>/g).length, 6);
        assert.equal(text.match(/^<div class="faq-a">$/gm).length, 6);
        assert.equal(text.match(/^<\/div>$/gm).length, 6);
        assert.equal(await daemon.text(`/arxiv/kimi?paper=${id}`), text);
        const again = await post(daemon, `/arxiv/kimi?paper=${id}`, { status: 200 });
        assert.equal(again.text, text);
    });

    test('progress is minus the place in the queue, then a share, then 1', async () => {
        const [first, second, third] = papers.splice(0, 3);
        await world.model.control({ piece_ms: 20 });
        const stream = post(daemon, `/arxiv/kimi?paper=${first}`, { status: 200 });
        await until(async () => (await faqOf(daemon, first)).state === 'running', 'it runs');
        await post(daemon, `/api/v1/arxiv/${second}/faq`);
        await post(daemon, `/api/v1/arxiv/${third}/faq`);
        assert.equal(await progress(second), -1);
        assert.equal(await progress(third), -2);
        const share = await until(async () => {
            const now = await progress(first);
            return now > 0 && now < 1 && now;
        }, 'some progress');
        assert.ok(share < 1);
        await world.model.control({ piece_ms: 0 });
        await stream;
        await until(async () => await progress(third) === 1, 'all are done');
    });

    test('star counts a click of a reader once a day', async () => {
        const id = papers.shift();
        const star = async (key, delta = 1) => Number((await post(daemon,
            `/arxiv/star?key=${key}&paper=${id}&delta=${delta}`, { status: 200 })).text);
        assert.equal(await star('pdf', 0), 0);
        assert.equal(await star('pdf'), 1);
        assert.equal(await star('pdf'), 1, 'the same reader again');
        assert.equal(await star('kimi'), 1);
        await until(async () => (await daemon.json(`/api/v1/arxiv/${id}`)).papers[0]
            .counts.pdf === 1, 'the count is on the page');
        await post(daemon, '/arxiv/star?key=pdf&paper=9999.99999&delta=1', { status: 404 });
        await post(daemon, `/arxiv/star?key=nonsense&paper=${id}&delta=1`, { status: 400 });
    });

    test('clicks outlive the daemon', async () => {
        const id = papers.shift();
        await post(daemon, `/arxiv/star?key=kimi&paper=${id}&delta=1`, { status: 200 });
        await daemon.stop();
        daemon = await world.site.daemon('--no-fetch');
        const [{ counts }] = (await daemon.json(`/api/v1/arxiv/${id}`)).papers;
        assert.equal(counts.faq, 1);
    });

    test('the language comes from the cookie that config sets', async () => {
        const id = papers.shift();
        const { answer } = await post(daemon, '/config', { status: 200,
            headers: { 'content-type': 'application/x-www-form-urlencoded' },
            body: 'magic_token=&kimi_lang=zh' });
        const cookies = answer.headers.getSetCookie().map(text => text.split(';')[0]);
        assert.ok(cookies.some(text => text.startsWith('kimi_lang=zh')), `${cookies}`);
        const { text } = await post(daemon, `/arxiv/kimi?paper=${id}`,
            { status: 200, headers: { cookie: cookies.join('; ') } });
        assert.match(text, /论文/);
        assert.equal((await whole(daemon, id, '?lang=zh')).state, 'done');
        assert.equal((await faqOf(daemon, id)).state, 'none');
    });

    test('a page of another site may neither ask nor click', async () => {
        const id = papers.shift();
        const foreign = { status: 403, headers: { origin: 'https://evil.example',
            'sec-fetch-site': 'cross-site' } };
        await post(daemon, `/arxiv/kimi?paper=${id}`, foreign);
        await post(daemon, `/arxiv/star?key=pdf&paper=${id}&delta=1`, foreign);
        await post(daemon, `/arxiv/${id}/faq`, foreign);
        assert.equal((await faqOf(daemon, id)).state, 'none');
    });

    test('what is streamed is inert even where a client trusts it', async () => {
        const id = papers.shift();
        await world.model.control({ text: 'Look: <img src=x onerror=alert(1)> and '
            + '<script>alert(2)</script> [x](javascript:alert(3))\n\n[y]: javascript:alert(4)\n' });
        const { text } = await post(daemon, `/arxiv/kimi?paper=${id}`, { status: 200 });
        const own = text.replace(/^<(p class="faq-q">.*|div class="faq-a">|\/div>)$/gm, '');
        assert.doesNotMatch(own, /<[a-z/!?]/i);
        assert.doesNotMatch(own, /\]\(|\]:/);
        await world.model.fresh();
    });
});
