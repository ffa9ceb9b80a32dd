// A FAQ from the click to the stored answers: one conversation, one job for all who ask,
// and nobody's connection matters.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sharedBy } from './program.mjs';
import { answersOf, ask, assertComplete, faqOf, faqPath, faqSite, follow, jobOf, post, queueOf,
    whole } from './faq.mjs';

describe('a FAQ', () => {
    const t = sharedBy(after);
    let world, daemon, papers;
    before(async () => {
        world = await faqSite(t, { arxiv: { 'per-day': 40 } });
        daemon = await world.site.daemon('--no-fetch');
        papers = [...world.papers];
    });

    // A paper that no other test has touched; the model has forgotten the ones before.
    async function fresh(manner = {}) {
        await world.model.fresh();
        await world.model.control({ first_ms: 0, piece_ms: 0, answer_bytes: 0, ...manner });
        return papers.shift();
    }

    test('is six questions in one conversation over the full text', async () => {
        const id = await fresh();
        const none = await faqOf(daemon, id);
        assert.equal(none.state, 'none');
        const { state, position } = await ask(daemon, id);
        assert.ok(['queued', 'running', 'done'].includes(state), state);
        assert.ok(state !== 'queued' || position >= 1);
        const faq = await whole(daemon, id);
        assertComplete(faq);
        assert.equal(faq.paper, id);
        assert.equal(faq.version, 1);
        assert.equal(faq.language, 'en');
        assert.equal(faq.model, 'fake-large');
        assert.equal(faq.stale, false);
        assert.equal(faq.source, 'html');
        assert.match(faq.created, /^\d{4}-\d\d-\d\dT/);
        const calls = await world.model.calls();
        assert.deepEqual(calls.map(({ number }) => number), [1, 2, 3, 4, 5, 6]);
        assert.equal(new Set(calls.map(({ prefix_hash }) => prefix_hash)).size, 1);
        assert.ok(calls.every(({ stream, ended }) => stream && ended === 'whole'));
        assert.ok(calls[0].tokens_in > 1500, 'the paper is in the first question');
        assert.ok(calls.slice(1).every(({ tokens_cached }) => tokens_cached > 1500));
        calls.slice(1).forEach(({ messages }, i) =>
            assert.equal(messages, calls[i].messages + 2, 'an answer and a question more'));
        assert.ok(calls.slice(1).every(({ at }, i) => at >= calls[i].end), 'one at a time');
    });

    test('is also there as a page, by the same words', async () => {
        const id = await fresh();
        await ask(daemon, id);
        const faq = await whole(daemon, id);
        const page = await daemon.text(`/arxiv/${id}/faq`);
        for (const { html } of faq.answers) assert.ok(page.includes(html), 'each answer');
        assert.match(page, /fake-large/);
        const [paper] = (await daemon.json(`/api/v1/arxiv/${id}`)).papers;
        assert.equal(paper.id, id);
    });

    test('in Chinese is another one', async () => {
        const id = await fresh();
        await ask(daemon, id);
        await ask(daemon, id, '?lang=zh');
        const [english, chinese] = [await whole(daemon, id), await whole(daemon, id, '?lang=zh')];
        assertComplete(english);
        assertComplete(chinese);
        assert.equal(chinese.language, 'zh');
        assert.match(chinese.answers[0].markdown, /论文/);
        assert.doesNotMatch(english.answers[0].markdown, /论文/);
        assert.equal((await world.model.calls()).length, 12);
    });

    test('that a hundred ask for is one job', async () => {
        const id = await fresh({ piece_ms: 5 });
        await Promise.all(Array.from({ length: 100 }, () => ask(daemon, id)));
        assertComplete(await whole(daemon, id));
        await Promise.all(Array.from({ length: 20 }, () => ask(daemon, id, '', { status: 200 })));
        assert.equal((await world.model.calls()).length, 6);
    });

    test('goes on when the reader leaves', async () => {
        const id = await fresh({ piece_ms: 10 });
        await ask(daemon, id);
        const reader = follow(daemon, id);
        await reader.when(({ event }) => event === 'piece', 'the first piece');
        await reader.leave();
        assertComplete(await whole(daemon, id));
        const calls = await world.model.calls();
        assert.equal(calls.length, 6);
        assert.ok(calls.every(({ ended }) => ended === 'whole'));
    });

    test('is the same for two who watch, and at once there for a third', async () => {
        const id = await fresh({ piece_ms: 5 });
        await ask(daemon, id);
        const early = follow(daemon, id);
        await early.when(({ event, data }) => event === 'question' && data.number === 2,
            'the second question');
        const late = follow(daemon, id);
        await Promise.all([early.ended, late.ended]);
        const faq = await faqOf(daemon, id);
        assertComplete(faq);
        for (const reader of [early, late]) {
            const answers = answersOf(reader.events);
            assert.deepEqual(answers.map(({ number }) => number), [1, 2, 3, 4, 5, 6]);
            answers.forEach(({ markdown, html }, at) => {
                assert.equal(markdown, faq.answers[at].markdown);
                assert.equal(html, faq.answers[at].html);
            });
            assert.deepEqual(reader.events.at(-1).event, 'done');
            assert.equal(reader.events.at(-1).data.state, 'done');
        }
        assert.ok(early.text.endsWith(late.text.slice(late.text.indexOf('event: question'))),
            'the same bytes');
        const third = follow(daemon, id);
        await third.ended;
        assert.deepEqual(answersOf(third.events).map(({ html }) => html),
            faq.answers.map(({ html }) => html));
        assert.equal(third.events.at(-1).event, 'done');
    });

    test('is told piece by piece, and the pieces make the answer', async () => {
        const id = await fresh({ piece_ms: 5 });
        await ask(daemon, id);
        const reader = follow(daemon, id);
        await reader.ended;
        const faq = await faqOf(daemon, id);
        // Who comes when the first answer is stored has missed none of the later ones.
        for (const number of [3, 4, 5, 6]) {
            const pieces = reader.events.filter(({ event, data }) =>
                event === 'piece' && data.number === number).map(({ data }) => data.text);
            assert.ok(pieces.length > 3, `${pieces.length} pieces of answer ${number}`);
            assert.equal(pieces.join('').trim(), faq.answers[number - 1].markdown.trim());
        }
    });

    test('goes on for a reader who comes back, where he was', async () => {
        const id = await fresh({ piece_ms: 10 });
        await ask(daemon, id);
        const whole_time = follow(daemon, id);
        const first = follow(daemon, id);
        await first.when(({ event, data }) => event === 'piece' && data.number === 2, 'a piece');
        await first.leave();
        const last = first.events.findLast(({ id: place }) => place);
        assert.match(last.id, /^\w+-\w+$/);
        const second = follow(daemon, id, '', { 'last-event-id': last.id });
        await Promise.all([second.ended, whole_time.ended]);
        const seen = [...first.events.slice(0, first.events.indexOf(last) + 1), ...second.events];
        assert.deepEqual(seen.filter(({ event }) => event !== 'state'),
            whole_time.events.filter(({ event }) => event !== 'state'),
            'nothing twice, nothing missing');
    });

    test('is for stored papers and offered languages only', async () => {
        const id = await fresh();
        const { text } = await post(daemon, faqPath(id, '?lang=xx'), { status: 400 });
        assert.match(text, /en.*zh/s);
        await post(daemon, faqPath('2610.99999'), { status: [202, 404, 503] });
        assert.equal((await world.model.calls()).length, 0);
        const events = await daemon.get(`/api/v1/arxiv/${id}/faq/events`);
        assert.equal(events.status, 404, 'nobody has asked for that one');
    });

    test('counts what it cost, and the queue has it in its book', async () => {
        const id = await fresh();
        const before = await queueOf(daemon);
        await ask(daemon, id);
        const faq = await whole(daemon, id);
        const calls = await world.model.calls();
        const sum = name => calls.reduce((total, call) => total + call[name], 0);
        assert.equal(faq.usage.tokens_in, sum('tokens_in'));
        assert.equal(faq.usage.tokens_cached, sum('tokens_cached'));
        assert.equal(faq.usage.tokens_out, sum('tokens_out'));
        const queue = await queueOf(daemon);
        const booked = rows => rows.reduce((total, row) => total + row.calls, 0);
        assert.equal(booked(queue.spend) - booked(before.spend), 6);
        assert.equal((await jobOf(daemon, id)).state, 'done');
    });
});

test('without a model the site says how to add one, and everything else works', async t => {
    const { site, papers: [id] } = await faqSite(t, { models: {} });
    const daemon = await site.daemon('--no-fetch');
    const { text } = await post(daemon, faqPath(id), { status: 503 });
    assert.match(text, /\[model\./);
    assert.match(await daemon.text(`/arxiv/${id}/faq`), /\[model\./);
    assert.equal((await faqOf(daemon, id)).state, 'none');
    await daemon.text('/arxiv/cs.CL');
});
