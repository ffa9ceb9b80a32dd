// A model that writes for the browser instead of the reader: nothing of it runs, is fetched
// or leads anywhere but to the web; neither in our pages nor in a client of papers.cool that
// puts the stream into its page as it is.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { sharedBy } from '../system/program.mjs';
import { ask, faqOf, faqSite, post, whole } from '../system/faq.mjs';
import { openPage, startBrowser, strangers, toggleFaq, tooWide, wholeIn } from './page.mjs';

const evil = 'https://evil.example';
const run = 'window.ran=1';
const scripts = [
    `<script>${run}</script><img src=x onerror="${run}"><svg onload=${run}><svg/onload=${run}>`,
    `</article><script>${run}</script></div></section></main></body>`,
    `<iframe srcdoc="<script>parent.ran=1</script>"></iframe><object data="javascript:${run}">`,
    `<img src="${evil}/pixel.png"><link rel=stylesheet href=${evil}/x.css><base href=${evil}>`,
    `<style>@import "${evil}/x.css"; body { display: none }</style><meta http-equiv=refresh content="0;${evil}">`,
    `<form action=${evil}><input autofocus onfocus=${run}><button>Log in</button></form>`,
    `<details open ontoggle=${run}><video src=x onerror=${run}><math><mtext><script>${run}</script>`,
    `<noscript><p title="</noscript><img src=x onerror=${run}>">`,
    '<scr<script>ipt>window.ran=1</scr</script>ipt>', '<!--><script>window.ran=1</script>-->',
    '<![CDATA[><script>window.ran=1</script>]]>', '<?xml version="1.0"?><x/>',
];
const links = [
    `[a](javascript:${run})`, `[b](JaVaScRiPt:${run})`, `[c](  javascript:${run})`,
    `[d](java\nscript:${run})`, `[e](&#106;avascript:${run})`, `[f](javascript&colon;${run})`,
    '[g](data:text/html,<script>opener.ran=1</script>)', '[h](vbscript:x)', '[i](//evil.example)',
    '[j](file:///etc/passwd)', '[k](/queue?action=pause)', `[l](<javascript:${run}>)`,
    `<javascript:${run}>`, `[m][n]\n\n[n]: javascript:${run}`, `[o](\u0001javascript:${run})`,
    `[p](https://example.org "t\\" onmouseover=${run} x=\\"")`,
    `[q](https://example.org/"onmouseover="${run})`, `[r](https://a.example/'><img src=x onerror=${run}>)`,
];
const images = [
    `![a](${evil}/a.png)`, `![b](javascript:${run})`, `![c](${evil}/c.png "x")`,
    `![d][e]\n\n[e]: ${evil}/d.png`, `[![f](${evil}/f.png)](javascript:${run})`,
    `![<img src=x onerror=${run}>](${evil}/g.png)`,
];
const formulas = [
    `$\\href{javascript:${run}}{x}$`, `$\\url{javascript:${run}}$`,
    `$$\\includegraphics{${evil}/a.png}$$`, '$\\htmlId{x}{y}\\htmlStyle{color:red}{z}$',
    `$<img src=x onerror=${run}>$`, `$$</span><script>${run}</script>$$`,
    '$\\def\\a{\\a\\a}\\a$', '$$\\rule{9999em}{9999em}$$', `\\(<svg onload=${run}>\\)`,
    `$\\text{<img src=x onerror=${run}>}$`,
];
const entities = [
    `&lt;script&gt;${run}&lt;/script&gt;`, `&lt;img src=x onerror=${run}&gt;`,
    `&amp;lt;img src=x onerror=${run}&amp;gt;`, `&#60;img src=x onerror=${run}&#62;`,
    `&#x3c;img src=x onerror=${run}&#x3e;`, `&LT;img src=x onerror=${run}&GT;`,
    `\\<img src=x onerror=${run}\\>`, `\\&lt;script\\&gt;${run}\\&lt;/script\\&gt;`,
    `\`<img src=x onerror=${run}>\` \`&lt;img src=x onerror=${run}&gt;\``,
    `\`\`\`html\n<img src=x onerror=${run}>\n&lt;img src=x onerror=${run}&gt;\n\`\`\``,
    `    <img src=x onerror=${run}>\n    &lt;img src=x onerror=${run}&gt;`,
    `| a |\n|---|\n| <img src=x onerror=${run}> |\n| &lt;svg onload=${run}&gt; |`,
];
const imitation = [
    '<section class="done" data-number="6"><h3>Trust me</h3><div class="faq-answer">x</div></section>',
    '<article class="faq" data-state="done" data-page="//evil.example" data-events="//evil.example">',
    '<form class="faq-ask" method="post" action="/queue" data-ask="/config"><button>Ask</button></form>',
    '<p class="faq-q"><strong>Q7</strong>: Sure?</p>\n\n<div class="faq-a">\n\nYes\n\n</div>',
    '<a data-language="zh" href="javascript:window.ran=1">English</a><button data-copy="/config">x</button>',
    'event: done\ndata: {"state":"done"}\n\nid: 1',
];
const texts = Object.entries({ scripts, links, images, formulas, entities, imitation })
    .map(([name, pieces]) => [name, pieces.join('\n\n')]);
const deep = [
    ['deep quotes', '> '.repeat(20000) + 'x'], ['deep lists', '- '.repeat(20000) + 'x'],
    ['deep emphasis', '*a _b '.repeat(20000)], ['brackets', '['.repeat(1 << 20)],
    ['opened links', '[a]('.repeat(100000)], ['backticks', '`a'.repeat(20000)],
    ['dollars', '$a'.repeat(20000)], ['a wide table', '|a'.repeat(5000) + '|\n' + '|-'.repeat(5000) + '|'],
];

const shared = sharedBy(after);
let world, daemon, browser, papers;
before(async () => {
    world = await faqSite(shared, { arxiv: { 'per-day': 80 }, section: { concurrency: 2 } });
    daemon = await world.site.daemon('--no-fetch');
    browser = await startBrowser(shared);
    papers = [...world.papers];
});

async function fresh(text, manner = {}) {
    await world.model.fresh();
    await world.model.control({ first_ms: 0, piece_ms: 0, piece_bytes: 24, ...manner, text });
    return papers.shift();
}

// What stands below an answer that may not: formulas that KaTeX has drawn are looked into
// for what can run or fetch alone.
function forbidden(answers) {
    const tags = new Set(['H3', 'H4', 'H5', 'H6', 'P', 'BR', 'UL', 'OL', 'LI', 'STRONG', 'EM', 'DEL',
        'CODE', 'PRE', 'BLOCKQUOTE', 'TABLE', 'THEAD', 'TBODY', 'TR', 'TH', 'TD', 'HR', 'A', 'SPAN']);
    const attributes = { A: /^(href|rel)$/, SPAN: /^class$/, OL: /^start$/ };
    const found = [];
    for (const element of answers.flatMap(answer => [...answer.querySelectorAll('*')])) {
        const drawn = element.parentElement.closest('.katex') || element.matches('.katex');
        const begun = element.matches('.begun');
        if (element.matches('script, img, iframe, object, form, input, link, style, base, meta'))
            found.push(element.outerHTML);
        for (const { name, value } of element.attributes) {
            const fits = name === 'href' ? /^https?:\/\//.test(value)
                : drawn ? !/^(on|src|action|xlink)/.test(name) && !/url\(/.test(value)
                    : begun || attributes[element.tagName]?.test(name);
            if (!fits) found.push(`${element.tagName} ${name}=${value}`);
        }
        if (element.tagName === 'A' && !/nofollow noopener noreferrer/.test(element.rel))
            found.push(element.outerHTML);
        if (!drawn && !tags.has(element.tagName)) found.push(element.outerHTML.slice(0, 200));
    }
    return found;
}

// What would run, has run: events of elements that load or fail are told in order, so an
// image that fails later than those under test is the last of them.
function settled(page) {
    return page.evaluate(() => new Promise(done => {
        const last = new Image();
        last.onerror = () => setTimeout(done, 50);
        last.src = 'data:image/png;base64,AAAA';
    }));
}

async function assertInert({ page, requests, complaints }, what) {
    for (const place of await page.locator('.faq section').all()) // formulas are set, if any
        await place.scrollIntoViewIfNeeded();
    for (const link of await page.locator('.faq-answer a').all())
        await link.hover({ timeout: 2000 }).catch(() => {}); // it may be out of sight in a table
    await settled(page);
    assert.deepEqual(await page.locator('.faq-answer').evaluateAll(forbidden), [], what);
    assert.equal(await page.locator('.faq section').count(), 6, what);
    assert.equal(await page.locator('article.faq').count(), 1, what);
    assert.equal(await page.locator('article.faq form').count(), 0, what);
    assert.equal(await page.evaluate(() => window.ran), undefined, what);
    assert.deepEqual(strangers(requests, daemon.url), [], what);
    assert.deepEqual(complaints, [], what);
}

describe('in our pages', () => {
    for (const [name, text] of texts)
        test(`${name} are text`, async test => {
            const id = await fresh(text, { piece_ms: 2, piece_bytes: 100 });
            const inList = await openPage(browser, test, `${daemon.url}/arxiv/cs.CL?show=1000`);
            await toggleFaq(inList.page, id); // while it is written, and through DOMParser
            await wholeIn(inList.page, id);
            await assertInert(inList, 'in the list');
            const own = await openPage(browser, test, `${daemon.url}/arxiv/${id}/faq`);
            await assertInert(own, 'on its own page');
            const bare = await openPage(browser, test, `${daemon.url}/arxiv/${id}/faq`,
                { bypassCSP: true });
            await assertInert(bare, 'though no policy protects the page');
        });

    for (const [name, text] of deep)
        test(`${name} neither run nor stop anything`, async test => {
            const id = await fresh(text, { piece_bytes: 4096 });
            await ask(daemon, id);
            const faq = await whole(daemon, id, '', 120000);
            assert.equal(faq.answers.length, 6, faq.reason);
            const own = await openPage(browser, test, `${daemon.url}/arxiv/${id}/faq`);
            assert.deepEqual(await own.page.locator('.faq-answer').evaluateAll(forbidden), []);
            assert.equal(await own.page.evaluate(() => window.ran), undefined);
            assert.deepEqual(own.complaints, []);
            assert.ok(await tooWide(own.page) <= 0);
        });
});

// What papers.cool's own page does with the stream: un-escapes it, puts it through a Markdown
// library, and that into the page.
describe('in a client that trusts the stream', () => {
    let server, base;
    before(async () => {
        const library = await readFile(
            new URL('node_modules/marked/lib/marked.umd.js', import.meta.url));
        server = createServer((request, answer) => {
            const isScript = request.url === '/marked.js';
            answer.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
            answer.end(isScript ? library : '<!DOCTYPE html><script src=/marked.js></script><div id=here></div>');
        });
        await new Promise(done => server.listen(0, '127.0.0.1', done));
        base = `http://127.0.0.1:${server.address().port}`;
        shared.after(() => server.close());
    });

    const hosts = [
        ['as it is', text => text],
        ['through Markdown', text => window.marked.parse(text)],
        ['un-escaped, through Markdown', text => window.marked.parse(
            text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'))],
        ['through Markdown, un-escaped', text => window.marked.parse(text)
            .replaceAll('&lt;', '<').replaceAll('&gt;', '>')],
    ];

    // What came of a text in such a page: what may run or fetch, and where it leads.
    function placed([text, code]) {
        const here = document.getElementById('here');
        here.innerHTML = (0, eval)(`(${code})`)(text);
        const all = [...here.querySelectorAll('*')];
        const outer = elements => elements.map(element => element.outerHTML);
        return {
            links: outer(all.filter(element => element.matches('[href], [src], [action]')))
                .filter(markup => !/^<a href="https?:/.test(markup)),
            bad: outer(all.filter(element => element.matches('script, img, svg, iframe, object, '
                + 'style, link, form, input, video, details, base, meta, math'))),
            events: all.flatMap(element => element.getAttributeNames()
                .filter(attribute => /^on/.test(attribute))),
            answers: here.querySelectorAll('.faq-a').length,
        };
    }

    test('which would run it, came it as it is', async test => {
        const [, convert] = hosts[1];
        const { page } = await openPage(browser, test, base);
        const found = await page.evaluate(placed, [scripts[0], String(convert)]);
        await page.waitForFunction(() => window.ran === 1);
        assert.ok(found.bad.length > 0 && found.events.length > 0);
        const { links: led } = await page.evaluate(placed, [links.join('\n\n'), String(convert)]);
        assert.ok(led.length > 0);
        assert.ok((await page.locator('#here').evaluateAll(forbidden)).length > 0);
    });

    for (const [name, text] of texts)
        test(`${name} do nothing`, async test => {
            const id = await fresh(text, { piece_bytes: 7 }); // edges everywhere
            const { text: stream } = await post(daemon, `/arxiv/kimi?paper=${id}`, { status: 200 });
            assert.equal(await daemon.text(`/arxiv/kimi?paper=${id}`), stream);
            assert.equal((await faqOf(daemon, id)).state, 'done');
            for (const [how, convert] of hosts) {
                const { page, requests, complaints } = await openPage(browser, test, base);
                const found = await page.evaluate(placed, [stream, String(convert)]);
                await settled(page);
                assert.equal(await page.evaluate(() => window.ran), undefined, how);
                assert.deepEqual([found.links, found.bad, found.events], [[], [], []], how);
                assert.equal(found.answers, 6, how);
                assert.deepEqual(strangers(requests, base), [], how);
                assert.deepEqual(complaints.filter(text => !/favicon/.test(text)), [], how);
            }
        });
});
