// What the model reads: arXiv's HTML, else the PDF, else the abstract with a note; one
// request at a time and at arXiv's pace, whoever asks.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from './program.mjs';
import { ask, assertComplete, faqOf, faqSite, hasHtml, jobOf, whole } from './faq.mjs';

const pagesOf = async arxiv => (await arxiv.log()).filter(({ path }) => /^\/(html|pdf)\//.test(path));

test('a paper without HTML is read from its PDF', async t => {
    const { arxiv, model, site } = await faqSite(t, { arxiv: { 'per-day': 40 } });
    const id = (await arxiv.today()).announced['cs.CL'].new.find(key => !hasHtml(key));
    const daemon = await site.daemon('--no-fetch');
    await ask(daemon, id);
    const faq = await whole(daemon, id);
    assertComplete(faq);
    assert.equal(faq.source, 'pdf');
    assert.deepEqual((await pagesOf(arxiv)).map(({ path, status }) => [path, status]),
        [[`/html/${id}v1`, 404], [`/pdf/${id}v1`, 200]]);
    assert.ok((await model.calls())[0].tokens_in > 1500, 'a whole paper');
});

for (const [what, kind, parameters] of [
    ['is not there', 'missing', {}],
    ['is a page without a paper', 'filler', {}],
    ['is empty', 'empty', {}],
])
    test(`what neither HTML nor PDF tells, the abstract does: each ${what}`, async t => {
        const { arxiv, site, papers: [id] } = await faqSite(t);
        await arxiv.misbehave(kind, { endpoint: 'paper', ...parameters });
        const daemon = await site.daemon('--no-fetch');
        await ask(daemon, id);
        const faq = await whole(daemon, id, '', 60000);
        assertComplete(faq);
        assert.equal(faq.source, 'abstract');
        assert.match(await daemon.text(`/arxiv/${id}/faq`), /abstract/i);
    });

test('a text is fetched once, for all languages and tries', async t => {
    const { arxiv, model, site, papers: [id] } = await faqSite(t);
    const daemon = await site.daemon('--no-fetch');
    await model.misbehave('status', { status: 500, question: 2 });
    await ask(daemon, id);
    assertComplete(await whole(daemon, id));
    await ask(daemon, id, '?lang=zh');
    assertComplete(await whole(daemon, id, '?lang=zh'));
    assert.deepEqual((await pagesOf(arxiv)).map(({ path }) => path), [`/html/${id}v1`]);
});

for (const status of [403, 429])
    test(`after ${status} arXiv is left alone, and the job waits`, async t => {
        const { arxiv, model, site, papers } = await faqSite(t);
        await arxiv.misbehave('status', { endpoint: 'paper', status });
        const daemon = await site.daemon('--no-fetch');
        await ask(daemon, papers[0]);
        await ask(daemon, papers[1]);
        for (const id of papers.slice(0, 2)) {
            const job = await until(async () => {
                const found = await jobOf(daemon, id);
                return found.state === 'ready' && found.reason && found;
            }, 'the job is put back');
            assert.equal(job.attempt, 0);
        }
        assert.equal((await pagesOf(arxiv)).length, 1, 'one request, and no other after it');
        assert.equal((await model.calls()).length, 0, 'the abstract is not taken in haste');
        assert.equal((await faqOf(daemon, papers[0])).state, 'queued');
    });

test('a paper that speaks to the model gets a note that readers see', async t => {
    const { arxiv, site, papers: [id, other] } = await faqSite(t);
    await arxiv.misbehave('addressed', { endpoint: 'html', category: `${id}v1` });
    const daemon = await site.daemon('--no-fetch');
    await ask(daemon, id);
    await ask(daemon, other);
    const faq = await whole(daemon, id);
    assert.match(faq.notice, /ignore all previous|positive review/i);
    assert.match(await daemon.text(`/arxiv/${id}/faq`), /positive review|previous instructions/i);
    assert.equal((await whole(daemon, other)).notice, null);
});

test('workers and fetcher keep one pace towards arXiv', async t => {
    const world = await faqSite(t, { arxiv: { days: 3, day: 1, 'per-day': 20 },
        section: { concurrency: 4 } });
    await world.site.configure(world.arxiv, {
        arxiv: { categories: 'cs.CL', spacing: 1, page_spacing: 2 },
        faq: { anonymous_day: 100 }, 'model.fake': world.model.section({ concurrency: 4 }) });
    await world.arxiv.control({ forget: 1, day: 2 });
    const daemon = await world.site.daemon(); // polls at once
    const asked = world.papers.slice(0, 4);
    await Promise.all(asked.map(id => ask(daemon, id)));
    for (const id of asked) await whole(daemon, id, '', 60000);
    const log = await world.arxiv.log();
    assert.equal((await pagesOf(world.arxiv)).length, 4);
    assert.ok(log.some(({ path }) => path.startsWith('/list/')), 'the fetcher asked too');
    log.slice(1).forEach((request, i) => assert.ok(request.ms >= log[i].end_ms,
        `${request.path} began before ${log[i].path} had ended`));
    const times = log.filter(({ path }) => !/^\/(rss|api|query)/.test(path)).map(({ ms }) => ms);
    times.slice(1).forEach((ms, i) => assert.ok(ms - times[i] >= 1940,
        `${ms - times[i]} ms between pages`));
});

test('hostile Markdown is inert where it is shown', async t => {
    const hostile = [
        '# <script>alert(1)</script>', '', '<img src=x onerror=alert(2)>', '',
        '[a](javascript:alert(3)) [b](data:text/html;base64,PHNjcmlwdD4=) ![c](https://x.example/p.png)',
        '', '<svg/onload=alert(4)>', '', '> '.repeat(100) + 'deep', '', '[d](https://ok.example/)', '',
        `<a href="https://x.example" onclick="alert(5)">e</a>`, '', '$<b onmouseover=alert(6)>$',
        '', '| <iframe src=//x> | b |', '|---|---|', '| </td><script>1</script> | d |',
    ].join('\n');
    const { model, site, papers: [id] } = await faqSite(t);
    await model.control({ text: hostile });
    const daemon = await site.daemon('--no-fetch');
    await ask(daemon, id);
    const faq = await whole(daemon, id);
    assert.equal(faq.answers.length, 6);
    const page = await daemon.text(`/arxiv/${id}/faq`);
    for (const html of [...faq.answers.map(answer => answer.html)]) {
        assert.doesNotMatch(html, /<(script|img|svg|iframe|b)\b/i);
        assert.doesNotMatch(html, /<[^>]*\son\w+\s*=/i);
        assert.doesNotMatch(html, /href="(?!https?:\/\/)/i);
        assert.match(html, /&lt;script&gt;/);
        assert.match(html, /rel="nofollow noopener noreferrer"/);
        assert.ok(page.includes(html));
    }
    assert.equal(page.match(/<script/g).length, (await daemon.text('/arxiv/cs.CL'))
        .match(/<script/g).length, 'no script but the site’s own');
});
