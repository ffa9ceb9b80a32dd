// Every way in which a model's provider fails ends in the right outcome, and no job is
// lost: it is done, or waits with a reason, or is dead with one.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sharedBy, until } from './program.mjs';
import { ask, assertComplete, faqOf, faqSite, jobOf, newToken, queueOf, steer, whole }
    from './faq.mjs';

const inAnHour = () => new Date(Date.now() + 3600000).toUTCString();
const inTwoSeconds = () => new Date(Date.now() + 2000).toUTCString();

// [what the provider does once at question 2, its name, parameters, further calls]
const passing = [
    ['cuts writes in the midst of characters', 'split', {}, 0],
    ['cuts characters between events', 'split_events', {}, 0],
    ['ends lines with \\r\\n', 'crlf', {}, 0],
    ['ends lines with \\r', 'cr', {}, 0],
    ['puts no space after data:', 'tight', {}, 0],
    ['sends comments for a while', 'comments', { ms: 500 }, 0],
    ['forgets [DONE]', 'no_done', {}, 0],
    ['thinks aloud as reasoning_content', 'reasoning', {}, 0],
    ['thinks aloud as reasoning', 'thinking', {}, 0],
    ['puts the usage into a choice', 'usage_in_choice', {}, 0],
    ['tells no usage', 'no_usage', {}, 0],
    ['answers with one document', 'document', {}, 0],
    ['answers with a document after empty lines', 'blank_lines', {}, 0],
    ['stops without an end', 'no_end', {}, 1],
    ['has an error inside a 200', 'error_object', {}, 1],
    ['has an error as a string inside a 200', 'error_text', {}, 1],
    ['runs out of resources', 'finish', { finish: 'insufficient_system_resource' }, 1],
    ['says nothing at all', 'hang', {}, 1],
    ['falls silent', 'hang_midst', {}, 1],
    ['sends nothing but comments', 'comments', { ms: -1 }, 1],
    ['sends nothing but comments from half an answer on', 'comments_midst', {}, 1],
    ['resets the connection', 'reset', {}, 1],
    ['resets the connection in the midst', 'reset_midst', {}, 1],
    ['closes in the midst', 'break', {}, 1],
    ['answers with nothing', 'blank', {}, 1],
    ['sends a line of 10 MB', 'long_line', {}, 1],
    ['sends a gzip bomb', 'bomb', {}, 1],
    ['shows an error page under 200', 'html', {}, 1],
    ['answers 500', 'status', { status: 500 }, 1],
    ['answers 502', 'status', { status: 502 }, 1],
    ['answers 408', 'status', { status: 408 }, 1],
    ['answers 429 with seconds', 'status', { status: 429, retry_after: '1' }, 1],
    ['answers 429 with milliseconds', 'status', { status: 429, retry_after_ms: '300' }, 1],
    ['answers 429 with a date', 'status', { status: 429, retry_after: inTwoSeconds }, 1],
    ['answers 503', 'status', { status: 503, retry_after: '1' }, 1],
    ['calls the text too long', 'status',
        { status: 400, code: 'context_length_exceeded', text: 'context length exceeded' }, 1],
];

describe('a provider that', () => {
    const t = sharedBy(after);
    let world, daemon;
    before(async () => {
        world = await faqSite(t, {
            arxiv: { 'per-day': 90 },
            section: { first_token: 1, idle: 1, total: 20, concurrency: 1 } });
        daemon = await world.site.daemon('--no-fetch');
    });

    for (const [what, kind, parameters, further] of passing)
        test(`${what}: the FAQ is whole, after ${further} more calls`, async () => {
            const id = world.papers.shift();
            const given = Object.fromEntries(Object.entries(parameters).map(([name, value]) =>
                [name, typeof value === 'function' ? value() : value]));
            await world.model.fresh();
            await world.model.misbehave(kind, { question: 2, ...given });
            await ask(daemon, id);
            const faq = await whole(daemon, id);
            assertComplete(faq);
            const calls = await world.model.calls();
            assert.equal(calls.length, 6 + further, JSON.stringify(calls.map(call =>
                [call.number, call.misbehaved, call.status])));
            const asked = calls.map(({ number }) => number);
            assert.deepEqual([...asked].sort(), asked, 'no stored answer was asked for again');
            const [first] = (await world.model.calls()).filter(({ number }) => number === 2);
            assert.equal(first.misbehaved, kind);
        });

    test('cuts Chinese characters in two: the words are whole', async () => {
        const id = world.papers.shift();
        await world.model.fresh();
        await world.model.misbehave('split', { count: -1 });
        await ask(daemon, id, '?lang=zh');
        const faq = await whole(daemon, id, '?lang=zh');
        for (const { markdown } of faq.answers) assert.doesNotMatch(markdown, /\ufffd/);
        assert.match(faq.answers[0].markdown, /这是根据论文全文给出的第 \*\*1\*\* 个回答/);
    });
});

// [what it does always from question 2 on, name, parameters, calls in all, words of reason]
const failing = [
    ['filters the answer', 'finish', { finish: 'content_filter' }, 2, /filter/],
    ['filters the text', 'status', { status: 400, code: 'content_filter',
        text: 'The request was rejected because it was considered high risk' }, 2, /filter/],
    ['refuses the request', 'status', { status: 400, text: 'no idea' }, 2, /400.*no idea/],
    ['fails always', 'status', { status: 500 }, 4, /500/],
    ['resets always', 'reset', {}, 4, /./],
    ['says nothing, always', 'hang', {}, 4, /silent/],
    ['answers with nothing, always', 'blank', {}, 4, /blank/],
    ['has always an error inside a 200', 'error_object', { text: 'Kaputt' }, 4, /Kaputt/],
    ['calls it too long, always', 'status', { status: 400, code: 'context_length_exceeded' },
        4, /too long/],
];

describe('a provider that for ever', () => {
    const t = sharedBy(after);
    let world, daemon;
    before(async () => {
        world = await faqSite(t, { arxiv: { 'per-day': 40 },
            section: { first_token: 1, idle: 1, total: 20, concurrency: 1 } });
        daemon = await world.site.daemon('--no-fetch');
    });

    for (const [what, kind, parameters, calls, words] of failing)
        test(`${what}: the job is dead with its reason, and can be tried again`, async () => {
            const id = world.papers.shift();
            await world.model.fresh();
            await world.model.misbehave(kind, { question: 2, count: -1, ...parameters });
            await ask(daemon, id);
            const faq = await whole(daemon, id);
            assert.equal(faq.state, 'failed');
            assert.match(faq.reason, words);
            assert.equal((await world.model.calls()).length, calls);
            const job = await jobOf(daemon, id);
            assert.equal(job.state, 'dead');
            assert.match(job.reason, words);
            assert.equal(job.answers, 1, 'the answer that was paid for is kept');
            assert.match(await daemon.text(`/arxiv/${id}/faq`), words);
            await world.model.fresh();
            await ask(daemon, id, '', { status: 202 });
            assertComplete(await whole(daemon, id));
            assert.deepEqual((await world.model.calls()).map(({ number }) => number),
                [2, 3, 4, 5, 6], 'the first is not asked again');
        });
});

// [what it does at question 2, parameters, words of reason]; `rests`: it said how long
const stopping = [
    ['does not accept the key', { status: 401 }, /401|key/],
    ['wants money', { status: 402 }, /402|balance/],
    ['wants money, as 403', { status: 403 }, /403/],
    ['has no such model', { status: 404 }, /404|model/],
    ['has no quota left', { status: 429, code: 'insufficient_quota', retry_after: '1' }, /quota/],
    ['asks for a whole day', { rests: true, status: 429, retry_after: '86400' }, /429|rate/],
    ['asks for an hour, as a date', { rests: true, status: 429, retry_after: inAnHour }, /429|rate/],
    ['sends us to a metadata service', { kind: 'redirect' }, /elsewhere|302/],
];

describe('a provider that', () => {
    const t = sharedBy(after);
    let world, admin;
    before(async () => {
        world = await faqSite(t, { arxiv: { 'per-day': 40 } });
        admin = await newToken(world.site, 'boss', '--admin');
    });

    async function run(look) {
        const daemon = await world.site.daemon('--no-fetch');
        try {
            await look(daemon);
        } finally {
            await daemon.stop();
        }
    }

    for (const [what, { kind = 'status', rests, ...parameters }, words] of stopping)
        test(`${what} is left alone, and its jobs wait`, async () => {
            const [id, second] = world.papers.splice(0, 2);
            const given = Object.fromEntries(Object.entries(parameters).map(([name, value]) =>
                [name, typeof value === 'function' ? value() : value]));
            await world.model.fresh();
            await world.model.misbehave(kind, { question: 2, count: -1, ...given });
            await run(async daemon => {
                await ask(daemon, id);
                await until(async () => (await faqOf(daemon, id)).state === 'queued' &&
                    (await world.model.calls()).length === 2, 'the job is back in the queue');
                const provider = await until(async () => (await queueOf(daemon)).providers.find(
                    ({ stopped, rests_until }) => stopped || rests_until), 'the provider rests');
                assert.match(provider.reason, words);
                await ask(daemon, second);
                assert.equal((await jobOf(daemon, id)).attempt, 0, 'it is not the job’s fault');
                assert.equal((await world.model.calls()).length, 2, 'no further call');
                await world.model.calm();
            });
            await run(async daemon => {
                assertComplete(await whole(daemon, second));
                if (rests) // it may wait as long as it was told to, or until somebody says so
                    await steer(daemon, admin,
                        { action: 'retry', job: (await jobOf(daemon, id)).id }, [200, 400]);
                assertComplete(await whole(daemon, id));
                assert.equal((await world.model.calls()).filter(({ number, prefix_hash }, at, all) =>
                    number === 1 && prefix_hash === all[0].prefix_hash).length, 1,
                'what was answered before is not asked again');
            });
        });
});
