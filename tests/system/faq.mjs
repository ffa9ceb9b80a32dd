// A site whose FAQs are written by a played model from a played arXiv's papers; asking
// for them, waiting for them, following them, and looking into the queue.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { FakeArxiv } from './arxiv.mjs';
import { FakeModel } from './model.mjs';
import { Site, until } from './program.mjs';

// arXiv has the HTML of papers whose number does not end with 0 or 5.
export const hasHtml = id => !/[05]$/.test(id);

// One category, one announced day. `models`: sections by name instead of one named fake.
export async function faqSite(t, { arxiv = {}, model = {}, section = {}, models, faq = {},
    ...sections } = {}) {
    const fake = await FakeArxiv.start(t, { categories: 'cs.CL', days: 2, day: 1, ...arxiv });
    const provider = await FakeModel.start(t, model);
    const wanted = models ?? { fake: provider.section(section) };
    const site = await Site.create(t, fake, {
        faq: { backoff: 0, attempts: 3, anonymous_day: 10000, visitors_day: 100000, ...faq },
        ...Object.fromEntries(Object.entries(wanted).map(([name, keys]) =>
            [`model.${name}`, keys])),
        ...sections, arxiv: { categories: 'cs.CL', ...sections.arxiv },
    });
    const { code, error } = await site.ingest();
    assert.equal(code, 0, error);
    const papers = (await fake.today()).announced['cs.CL'].new.filter(hasHtml);
    assert.ok(papers.length > 0);
    return { arxiv: fake, model: provider, site, papers };
}

export const faqPath = (id, query = '') => `/api/v1/arxiv/${id}/faq${query}`;

export async function post(daemon, where, { status = [200, 202], ...options } = {}) {
    const answer = await daemon.get(where, { method: 'POST', ...options });
    const text = await answer.text();
    assert.ok([status].flat().includes(answer.status),
        `POST ${where} answered ${answer.status}: ${text.slice(0, 300)}`);
    return { answer, text, json: text.startsWith('{') ? JSON.parse(text) : null };
}

export const ask = async (daemon, id, query = '', options = {}) =>
    (await post(daemon, faqPath(id, query), options)).json;

export const faqOf = (daemon, id, query = '') => daemon.json(faqPath(id, query));

const ended = new Set(['done', 'truncated', 'failed']);

export function whole(daemon, id, query = '', ms = 30000) {
    return until(async () => {
        const faq = await faqOf(daemon, id, query);
        return ended.has(faq.state) && faq;
    }, `the FAQ of ${id}${query} has ended`, ms);
}

export const queueOf = daemon => daemon.json('/api/v1/queue');

// The job of a paper, in whatever list it is.
export async function jobOf(daemon, id, language = 'en') {
    const queue = await queueOf(daemon);
    return ['running', 'ready', 'dead', 'done', 'cancelled'].flatMap(state => queue[state])
        .find(job => job.paper === id && job.language === language);
}

// A complete FAQ of the usual six questions.
export function assertComplete(faq, { state = 'done', questions = 6 } = {}) {
    assert.equal(faq.state, state, faq.reason);
    assert.equal(faq.progress, 1);
    assert.equal(faq.answers.length, questions);
    faq.answers.forEach(({ question, markdown, html }, at) => {
        assert.ok(question.length >= 4, `question ${at + 1}`);
        assert.ok(markdown.length > 20 && html.includes('<p>'), `answer ${at + 1}`);
    });
    assert.equal(new Set(faq.answers.map(({ question }) => question)).size, questions);
}

// ---- those who may more than others ----

// The headers of somebody with a new token; '--admin': of an administrator.
export async function newToken(site, name, ...more) {
    const { code, out, error } = await site.command('token', 'add', name, ...more);
    assert.equal(code, 0, error);
    return { authorization: `Bearer ${/pf_[\w-]{20,}/.exec(out)[0]}` };
}

// { action, job } for the queue, by somebody with these headers.
export const steer = (daemon, headers, form, status = 200) => post(daemon, '/api/v1/queue', {
    status, headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(form) });

// ---- event streams ----

// Follows an event stream: events come to hand one by one, as { id, event, data }.
export class Follower {
    constructor(daemon, where, headers = {}) {
        this.abort = new AbortController();
        this.events = [];
        this.ended = this.#read(daemon, where, headers);
    }

    async #read(daemon, where, headers) {
        const answer = await daemon.get(where,
            { headers: { accept: 'text/event-stream', ...headers }, signal: this.abort.signal });
        this.status = answer.status;
        if (answer.status !== 200) return answer.text();
        assert.match(answer.headers.get('content-type'), /^text\/event-stream/);
        this.text = '';
        let rest = '';
        try {
            for await (const piece of answer.body.pipeThrough(new TextDecoderStream())) {
                this.text += piece;
                rest += piece;
                const parts = rest.split('\n\n');
                rest = parts.pop();
                this.events.push(...parts.map(readEvent).filter(Boolean));
            }
        } catch (error) {
            if (error.name !== 'AbortError') throw error;
        }
        return null;
    }

    // The first event that fits, waited for.
    when(fits, what) {
        return until(() => this.events.find(fits), what);
    }

    async leave() {
        this.abort.abort();
        await this.ended.catch(() => {});
    }
}

function readEvent(frame) {
    const found = { event: 'message', data: '' };
    for (const line of frame.split('\n')) {
        const [, name, value] = /^(\w+): ?(.*)$/.exec(line) ?? [];
        if (name === 'data') found.data += value;
        else if (name) found[name] = value;
    }
    return found.data === '' ? null : { ...found, data: JSON.parse(found.data) };
}

export const follow = (daemon, id, query = '', headers = {}) =>
    new Follower(daemon, `/api/v1/arxiv/${id}/faq/events${query}`, headers);

// What a page shows in the end: the answers, in order.
export const answersOf = events =>
    events.filter(({ event }) => event === 'answer').map(({ data }) => data);

// ---- the database, where only it knows ----

// Rows of a query on the data folder of a program that does not run.
export function rowsOf(site, sql) {
    const file = path.join(site.data, 'paperfeed.db');
    const text = execFileSync('sqlite3', ['-json', file, sql],
        { encoding: 'utf8', maxBuffer: 1 << 28 });
    return text.trim() === '' ? [] : JSON.parse(text);
}
