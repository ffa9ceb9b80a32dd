// Who comes first, how much may be spent and asked for, and what an operator can do.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from './program.mjs';
import { ask, assertComplete, faqOf, faqPath, faqSite, jobOf, newToken, post, queueOf, rowsOf,
    steer, whole } from './faq.mjs';

test('a token holder comes first, then today’s papers, then older ones', async t => {
    const { arxiv, model, site, papers: old } = await faqSite(t,
        { arxiv: { days: 2, day: 1, 'per-day': 20 }, section: { concurrency: 1 } });
    const reader = await newToken(site, 'reader');
    await arxiv.control({ day: 2 });
    assert.equal((await site.ingest()).code, 0);
    const { announced } = await arxiv.today();
    const today = announced['cs.CL'].new.filter(id => !old.includes(id));
    const older = old.filter(id => !Object.values(announced['cs.CL']).flat().includes(id));
    const daemon = await site.daemon('--no-fetch');
    await model.control({ piece_ms: 20 });
    await ask(daemon, older[0]); // keeps the only slot
    await until(async () => (await faqOf(daemon, older[0])).state === 'running', 'it runs');
    await ask(daemon, older[1]);
    await ask(daemon, older[2]);
    await ask(daemon, today[0]);
    await ask(daemon, older[3], '', { headers: reader });
    const places = async id => (await faqOf(daemon, id)).position;
    assert.deepEqual([await places(older[3]), await places(today[0]), await places(older[1]),
        await places(older[2])], [1, 2, 3, 4]);
    await ask(daemon, older[2], '', { headers: reader }); // a better priority is taken over
    assert.equal(await places(older[2]), 2, 'behind those who asked there before');
    await model.control({ piece_ms: 0 });
    const wanted = [older[0], older[3], older[2], today[0], older[1]];
    for (const id of wanted) assertComplete(await whole(daemon, id));
    await daemon.stop();
    assert.deepEqual(rowsOf(site, `SELECT paper.key AS key FROM call
        JOIN job ON job.id = call.job JOIN paper ON paper.id = job.paper
        GROUP BY job.id ORDER BY min(call.id)`).map(({ key }) => key), wanted);
});

// So that a FAQ costs about a quarter, and is thought to cost one and a half at first.
const prices = { price_in: 10, price_cached: 10, price_out: 10 };

for (const budget of ['budget_day', 'budget_month'])
    test(`no more is spent than ${budget} allows; the rest waits for more`, async t => {
        const other = budget === 'budget_day' ? 'budget_month' : 'budget_day';
        const world = await faqSite(t, { arxiv: { 'per-day': 40 }, section: prices,
            faq: { [budget]: 3, [other]: 0 } });
        const { model, site, papers } = world;
        const daemon = await site.daemon('--no-fetch');
        const asked = papers.slice(0, 20);
        for (const id of asked) await ask(daemon, id);
        const queue = await until(async () => {
            const now = await queueOf(daemon);
            return now.counts.done > 0 && now.counts.running === 0 && now.counts.ready > 0 && now;
        }, 'the budget is reached');
        const spent = queue.spent[budget.replace('budget_', '')];
        assert.ok(spent > 0.2 && spent <= 3, `${spent}`);
        assert.equal(queue.counts.dead, 0);
        assert.match(await daemon.text('/queue'), /budget|limit/i);
        const calls = await model.calls();
        const tokens = calls.reduce((sum, call) => sum + call.tokens_in + call.tokens_out, 0);
        assert.ok(Math.abs(tokens / 100000 - spent) < 0.001, `${tokens} tokens, ${spent} spent`);
        await daemon.stop();
        await site.configure(world.arxiv, { arxiv: { categories: 'cs.CL' },
            faq: { [budget]: 100, [other]: 0 }, 'model.fake': model.section(prices) });
        const richer = await site.daemon('--no-fetch');
        for (const id of asked) assertComplete(await whole(richer, id, '', 60000));
        assert.equal((await model.calls()).length, 6 * asked.length, 'nothing was asked twice');
    });

test('a visitor may ask for so many a day, and is told when to come back', async t => {
    const { site, papers } = await faqSite(t, { faq: { anonymous_day: 2 } });
    const reader = await newToken(site, 'reader');
    const daemon = await site.daemon('--no-fetch');
    await ask(daemon, papers[0]);
    await ask(daemon, papers[1]);
    await ask(daemon, papers[0]); // known already: not counted
    const { answer, text } = await post(daemon, faqPath(papers[2]), { status: 429 });
    const seconds = Number(answer.headers.get('retry-after'));
    assert.ok(seconds > 0 && seconds <= 86400, `${seconds}`);
    assert.match(text, /tomorrow|day|again/i);
    await ask(daemon, papers[2], '', { headers: reader });
    for (const id of papers.slice(0, 3)) assertComplete(await whole(daemon, id));
});

test('all visitors together may ask for so many a day', async t => {
    const { site, papers } = await faqSite(t, { faq: { anonymous_day: 100, visitors_day: 2 } });
    const daemon = await site.daemon('--no-fetch');
    await ask(daemon, papers[0]);
    await ask(daemon, papers[1]);
    const { answer } = await post(daemon, faqPath(papers[2]), { status: 429 });
    assert.ok(Number(answer.headers.get('retry-after')) > 0);
});

test('a queue that is too long takes no more', async t => {
    const { site, model, papers } = await faqSite(t,
        { faq: { waiting: 2 }, section: { concurrency: 1 } });
    await model.control({ piece_ms: 50 });
    const daemon = await site.daemon('--no-fetch');
    await ask(daemon, papers[0]);
    await until(async () => (await faqOf(daemon, papers[0])).state === 'running', 'it runs');
    await ask(daemon, papers[1]);
    await ask(daemon, papers[2]);
    const { answer } = await post(daemon, faqPath(papers[3]), { status: [429, 503] });
    assert.ok(Number(answer.headers.get('retry-after')) > 0);
    assert.equal((await queueOf(daemon)).counts.ready, 2);
});

test('an administrator can pause and resume, cancel and retry; nobody else can', async t => {
    const { model, site, papers: [one, two] } = await faqSite(t);
    const admin = await newToken(site, 'boss', '--admin');
    const reader = await newToken(site, 'reader');
    const daemon = await site.daemon('--no-fetch');
    for (const headers of [{}, reader, { authorization: 'Bearer pf_nonsense' }])
        await steer(daemon, headers, { action: 'pause' }, [401, 403]);
    await steer(daemon, admin, { action: 'pause' });
    await ask(daemon, one);
    await ask(daemon, two);
    assert.deepEqual([(await queueOf(daemon)).paused, (await queueOf(daemon)).counts.ready],
        [true, 2]);
    await steer(daemon, admin, { action: 'cancel', job: (await jobOf(daemon, two)).id });
    assert.equal((await faqOf(daemon, two)).state, 'none');
    await steer(daemon, admin, { action: 'resume' });
    assertComplete(await whole(daemon, one));
    const cancelled = await jobOf(daemon, two);
    assert.equal(cancelled.state, 'cancelled');
    await steer(daemon, admin, { action: 'retry', job: cancelled.id });
    assertComplete(await whole(daemon, two));
    await steer(daemon, admin, { action: 'retry', job: cancelled.id }, [400, 409]);
    await steer(daemon, admin, { action: 'cancel', job: 99999 }, 404);
    await steer(daemon, admin, { action: 'dance' }, 400);
    assert.equal((await model.calls()).length, 12);
});

test('a running job can be cancelled: its call ends, and what was paid is in the book',
    async t => {
        const { model, site, papers: [id] } = await faqSite(t);
        const admin = await newToken(site, 'boss', '--admin');
        const daemon = await site.daemon('--no-fetch');
        await model.control({ piece_ms: 500 });
        await ask(daemon, id);
        await until(async () => (await model.whole()).open === 1, 'a call is under way');
        await steer(daemon, admin, { action: 'cancel', job: (await jobOf(daemon, id)).id });
        await until(async () => (await model.calls())[0].ended === 'client-left', 'it ends');
        assert.equal((await faqOf(daemon, id)).state, 'none');
        await until(async () => (await queueOf(daemon)).spend[0]?.calls === 1, 'it is booked');
        assert.equal((await model.calls()).length, 1);
    });

test('a paused queue stays paused over a restart', async t => {
    const { model, site, papers: [id] } = await faqSite(t);
    const admin = await newToken(site, 'boss', '--admin');
    let daemon = await site.daemon('--no-fetch');
    await steer(daemon, admin, { action: 'pause' });
    await ask(daemon, id);
    await daemon.stop();
    daemon = await site.daemon('--no-fetch');
    assert.equal((await queueOf(daemon)).paused, true);
    assert.equal((await faqOf(daemon, id)).state, 'queued');
    assert.equal((await model.calls()).length, 0);
    await steer(daemon, admin, { action: 'resume' });
    assertComplete(await whole(daemon, id));
});

test('an ingest queues the FAQs of its categories, at the lowest priority', async t => {
    const { model, site, papers } = await faqSite(t,
        { faq: { nightly: 'cs.CL', languages: 'en' } });
    const { json } = await site.ingest();
    assert.equal(json.faq.waiting, (await queuedBy(site)).length);
    assert.ok(json.faq.waiting >= papers.length, `${json.faq.waiting} of ${papers.length}`);
    assert.equal(json.faq.budget_reached, false);
    const daemon = await site.daemon('--no-fetch');
    const id = papers.at(-1);
    await ask(daemon, id);
    const { priority, state } = await jobOf(daemon, id);
    assert.ok(state !== 'ready' || priority !== 'nightly', 'who asks himself is not made wait');
    for (const paper of papers) assertComplete(await whole(daemon, paper, '', 60000));
    const before = (await model.calls()).length;
    await until(async () => (await queueOf(daemon)).counts.ready === 0, 'all are done');
    await daemon.stop();
    assert.equal((await site.ingest()).json.faq.queued, 0, 'nothing is queued twice');
    assert.ok(before >= papers.length * 6);
});

async function queuedBy(site) {
    const daemon = await site.daemon('--no-fetch', '--no-work');
    try {
        return (await queueOf(daemon)).ready;
    } finally {
        await daemon.stop();
    }
}
