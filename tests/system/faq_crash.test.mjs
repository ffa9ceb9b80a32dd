// Stopped or killed at any moment, the queue goes on: each FAQ is completed once, no
// answer that was stored is bought again, and the book agrees with the provider's log.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pause, until } from './program.mjs';
import { ask, assertComplete, faqOf, faqSite, queueOf, rowsOf, whole } from './faq.mjs';

const kills = Number(process.env.KILLS ?? 60);

test('a restart goes on with the next question', async t => {
    const { model, site, papers: [id] } = await faqSite(t);
    let daemon = await site.daemon('--no-fetch');
    await model.misbehave('hang_midst', { question: 4 });
    await ask(daemon, id);
    await until(async () => (await model.calls()).length === 4, 'the fourth question is out');
    const before = await faqOf(daemon, id);
    assert.equal(before.answers.length, 3);
    await daemon.stop();
    daemon = await site.daemon('--no-fetch');
    const faq = await whole(daemon, id);
    assertComplete(faq);
    assert.deepEqual(faq.answers.slice(0, 3), before.answers);
    assert.deepEqual((await model.calls()).map(({ number }) => number),
        [1, 2, 3, 4, 4, 5, 6]);
    await daemon.stop();
    const [job] = rowsOf(site, 'SELECT * FROM job');
    assert.deepEqual([job.state, job.attempt], [2, 0], 'being stopped is no failed try');
});

test('SIGTERM ends a daemon in the midst of a call at once', async t => {
    const { model, site, papers: [id] } = await faqSite(t, { section: { first_token: 300 } });
    const daemon = await site.daemon('--no-fetch');
    await model.misbehave('hang', { question: 1 });
    await ask(daemon, id);
    await until(async () => (await model.whole()).open === 1, 'a call is under way');
    assert.deepEqual(await daemon.stop(), { code: 0, signal: null });
});

// Everything that must hold between the database and the provider's own log.
function assertBook(site, calls) {
    const call = new Map(rowsOf(site, 'SELECT * FROM call').map(row => [String(row.id), row]));
    assert.equal(new Set(calls.map(({ id }) => id)).size, calls.length, 'ids are used once');
    for (const seen of calls) {
        const row = call.get(seen.id);
        assert.ok(row, `call ${seen.id} is not in the book`);
        assert.equal(row.number, seen.number, `call ${seen.id}`);
        assert.notEqual(row.settled, null, `call ${seen.id} is settled`);
        if (row.outcome !== 'answer') continue;
        assert.equal(seen.ended, 'whole', `call ${seen.id}`);
        assert.deepEqual([row.tokens_in, row.tokens_cached, row.tokens_out],
            [seen.tokens_in, seen.tokens_cached, seen.tokens_out], `call ${seen.id}`);
    }
    const sums = `sum(tokens_in) AS "in", sum(tokens_cached) AS cached,
        sum(tokens_out) AS "out", sum(cost) AS cost`;
    const [booked] = rowsOf(site, `SELECT count(*) AS calls, ${sums} FROM call`);
    const [spent] = rowsOf(site, `SELECT sum(calls) AS calls, ${sums} FROM spend`);
    assert.deepEqual(spent, booked, 'the sums are those of the calls');
}

// Once an answer was stored, its question never went out again.
function assertNothingTwice(site) {
    const twice = rowsOf(site, `SELECT job, number, count(*) AS answers FROM call
        WHERE outcome = 'answer' GROUP BY job, number HAVING count(*) > 1`);
    assert.deepEqual(twice, [], 'an answer was bought twice');
    const later = rowsOf(site, `SELECT late.id FROM call AS early JOIN call AS late
        ON late.job = early.job AND late.number = early.number AND late.id > early.id
        WHERE early.outcome = 'answer'`);
    assert.deepEqual(later, [], 'a question was asked again after its answer');
}

function assertOnceEach(site, asked) {
    const faqs = rowsOf(site, `SELECT paper.key AS key, language, finished, question_count,
        (SELECT count(*) FROM answer WHERE faq = faq.id) AS answers
        FROM faq JOIN paper ON paper.id = faq.paper`);
    assert.deepEqual(faqs.map(({ key, language }) => `${key} ${language}`).sort(),
        [...asked].sort(), 'each FAQ once');
    for (const faq of faqs) {
        assert.notEqual(faq.finished, null, faq.key);
        assert.deepEqual([faq.question_count, faq.answers], [6, 6], faq.key);
    }
    assert.deepEqual(rowsOf(site, 'SELECT id, state, attempt FROM job WHERE state <> 2 OR attempt > 0'),
        [], 'all jobs are done, and being killed cost no try');
}

test(`${kills} kills at random moments: each FAQ is completed once, nothing is bought twice`,
    async t => {
        const { model, site, papers } = await faqSite(t, {
            arxiv: { 'per-day': Math.max(60, kills) },
            section: { concurrency: 4 }, model: { piece: 3 } });
        const wishes = papers.flatMap(id => [[id, 'en'], [id, 'zh']]);
        const asked = [];
        const askFor = async (daemon, count) => {
            for (const [id, language] of wishes.splice(0, count)) {
                await ask(daemon, id, `?lang=${language}`);
                asked.push(`${id} ${language}`); // it was acknowledged: it must be there
            }
        };
        for (let i = 0; i < kills; i++) {
            const daemon = await site.daemon('--no-fetch');
            const { counts } = await queueOf(daemon);
            await askFor(daemon, Math.max(0, 6 - counts.ready));
            await pause(Math.random() * 500);
            await daemon.kill();
        }
        const daemon = await site.daemon('--no-fetch');
        await until(async () => {
            const { counts } = await queueOf(daemon);
            return counts.ready === 0 && counts.running === 0;
        }, 'the queue is empty', 120000);
        const states = await Promise.all(asked.map(async wish => {
            const [id, language] = wish.split(' ');
            return (await faqOf(daemon, id, `?lang=${language}`)).state;
        }));
        assert.deepEqual(states.filter(state => state !== 'done'), []);
        await daemon.stop();
        const { code, out, error } = await site.command('check');
        assert.equal(code, 0, out + error);
        const calls = await model.calls();
        t.diagnostic(`${asked.length} FAQs, ${calls.length} calls, ${calls.filter(({ ended }) =>
            ended !== 'whole').length} of them cut by a kill`);
        assert.ok(calls.some(({ ended }) => ended === 'client-left'), 'no kill hit a call');
        assertOnceEach(site, asked);
        assertNothingTwice(site);
        assertBook(site, calls);
    });
