// A FAQ belongs to a version of its paper and to the questions of its time: a newer one
// is offered, and the old one stays readable.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { ask, assertComplete, faqOf, faqPath, faqSite, follow, hasHtml, post, queueOf, whole }
    from './faq.mjs';

// A paper that is new on day 2 and replaced on day 3; both days are stored.
async function replacedPaper(arxiv, site, then) {
    const first = (await arxiv.today()).announced['cs.CL'].new;
    await then();
    await arxiv.control({ day: 3 });
    const second = (await arxiv.today()).announced['cs.CL'].replace;
    const id = first.find(key => second.includes(key) && hasHtml(key));
    assert.ok(id, 'a paper that is replaced the day after');
    return id;
}

const threeDays = { days: 3, day: 2, 'per-day': 12, seed: 1 };

test('a paper that changed keeps its FAQ, which is called stale and can be renewed', async t => {
    const { arxiv, model, site, papers } = await faqSite(t, { arxiv: threeDays });
    let old;
    const id = await replacedPaper(arxiv, site, async () => {
        const daemon = await site.daemon('--no-fetch');
        for (const paper of papers) await ask(daemon, paper);
        for (const paper of papers) assertComplete(await whole(daemon, paper));
        old = Object.fromEntries(await Promise.all(papers.map(async paper =>
            [paper, await faqOf(daemon, paper)])));
        await daemon.stop();
    });
    assert.equal((await site.ingest()).code, 0);

    const daemon = await site.daemon('--no-fetch');
    const stale = await faqOf(daemon, id);
    assert.deepEqual([stale.state, stale.version, stale.stale], ['done', 1, true]);
    assert.match(await daemon.text(`/arxiv/${id}/faq`), /version 2/);
    await ask(daemon, id, '', { status: 200 }); // asking is not renewing
    await model.fresh();
    await model.control({ piece_ms: 20 });
    await ask(daemon, id, '?renew=1', { status: 202 });
    const meanwhile = await faqOf(daemon, id);
    assert.deepEqual([meanwhile.state, meanwhile.version], ['done', 1]);
    assert.ok(meanwhile.renewal, 'a renewal is under way');
    await follow(daemon, id).ended;
    const renewed = await faqOf(daemon, id);
    assertComplete(renewed);
    assert.deepEqual([renewed.version, renewed.stale, renewed.renewal], [2, false, null]);
    const first = await faqOf(daemon, id, '?version=1');
    assert.equal(first.version, 1);
    assert.deepEqual(first.answers, old[id].answers);
    assert.equal((await model.calls()).length, 6);
    assert.ok((await arxiv.log()).some(({ path: asked }) => asked === `/html/${id}v2`));
});

const questions = (third) => `
[default.en]
language = English
system = You are an academic assistant. Answer from the paper alone.
question = What problem does this paper try to solve?
question = How does it solve the problem?
question = ${third}
`;

test('other questions make a FAQ stale', async t => {
    const { arxiv, model, site, papers: [id] } = await faqSite(t);
    const file = path.join(site.folder, 'questions.ini');
    await writeFile(file, questions('What is left open in this paper?'));
    const faq = { questions: file, languages: 'en', backoff: 0, anonymous_day: 100 };
    await site.configure(arxiv,
        { faq, arxiv: { categories: 'cs.CL' }, 'model.fake': model.section() });
    let daemon = await site.daemon('--no-fetch');
    await ask(daemon, id);
    const first = await whole(daemon, id);
    assertComplete(first, { questions: 3 });
    await daemon.stop();
    await writeFile(file, questions('Which experiments does the paper report?'));
    daemon = await site.daemon('--no-fetch');
    assert.equal((await faqOf(daemon, id)).stale, true);
    await ask(daemon, id, '?renew=1', { status: 202 });
    await follow(daemon, id).ended;
    const second = await faqOf(daemon, id);
    assertComplete(second, { questions: 3 });
    assert.equal(second.stale, false);
    assert.match(second.answers[2].question, /experiments/);
});

test('a truncated answer is called so, and a renewal makes it whole', async t => {
    const { model, site, papers: [id] } = await faqSite(t);
    const daemon = await site.daemon('--no-fetch');
    await model.misbehave('finish', { question: 3, count: -1, finish: 'length' });
    await ask(daemon, id);
    const cut = await whole(daemon, id);
    assertComplete(cut, { state: 'truncated' });
    assert.deepEqual(cut.answers.map(({ truncated }) => truncated),
        [false, false, true, false, false, false]);
    assert.equal((await model.calls()).filter(({ number }) => number === 3).length, 2,
        'one continuation');
    assert.match(await daemon.text(`/arxiv/${id}/faq`), /cut/i);
    await model.fresh();
    await ask(daemon, id, '?renew=1', { status: 202 });
    await follow(daemon, id).ended;
    assertComplete(await faqOf(daemon, id));
    assert.equal((await model.calls()).length, 6);
});

test('an answer that was cut once is continued and whole', async t => {
    const { model, site, papers: [id] } = await faqSite(t);
    const daemon = await site.daemon('--no-fetch');
    await model.misbehave('finish', { question: 3, finish: 'length' });
    await ask(daemon, id);
    const faq = await whole(daemon, id);
    assertComplete(faq);
    assert.equal((await model.calls()).length, 7);
});

test('a finished FAQ is renewed for nobody without a reason to', async t => {
    const { model, site, papers: [id] } = await faqSite(t);
    const daemon = await site.daemon('--no-fetch');
    await ask(daemon, id);
    await whole(daemon, id);
    await Promise.all(Array.from({ length: 10 }, () => post(daemon, faqPath(id))));
    assert.equal((await model.calls()).length, 6);
    assert.equal((await queueOf(daemon)).counts.done, 1);
});
