// Runs the real program: one-shot commands, and a daemon that a test can ask, stop or
// kill. Paths come from PAPERFEED, FAKE_ARXIV and FAKE_MODEL (else beside FAKE_ARXIV);
// each test has a folder of its own.
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const paperfeed = process.env.PAPERFEED ?? path.join(root, 'build/dev/paperfeed');
export const fakeArxiv = process.env.FAKE_ARXIV ?? path.join(root, 'build/dev/fake_arxiv');
export const fakeModel = process.env.FAKE_MODEL ?? path.join(path.dirname(fakeArxiv), 'fake_model');

for (const file of [paperfeed, fakeArxiv, fakeModel])
    if (!existsSync(file)) throw new Error(`${file} is missing: build it (scripts/test)`);

export async function temporaryFolder(t) {
    const folder = await mkdtemp(path.join(tmpdir(), 'paperfeed-test-'));
    t.after(() => rm(folder, { recursive: true, force: true }));
    return folder;
}

// A stand-in for the test in `before` hooks: what it is told to do after goes to `after`.
export function sharedBy(after) {
    const duties = [];
    after(async () => { for (const duty of duties.reverse()) await duty(); });
    return { after: duty => duties.push(duty) };
}

export const pause = ms => new Promise(done => setTimeout(done, ms));

// Asks again and again until `look` gives something true; the test's only kind of waiting.
export async function until(look, what, ms = 30000) {
    const end = Date.now() + ms;
    for (;;) {
        const found = await look();
        if (found) return found;
        if (Date.now() > end) throw new Error(`waited ${ms} ms in vain: ${what}`);
        await pause(50);
    }
}

// Entries of a played server's log: a field that they do not have is a mistake of the
// test, never undefined.
const askedByOthers = new Set(['then', 'toJSON']); // of await and JSON.stringify
export const entries = list => list.map(entry => new Proxy(Object.freeze(entry), {
    get(target, name) {
        if (typeof name === 'string' && !(name in target) && !askedByOthers.has(name))
            throw new Error(`the log has no ${name}, but ${Object.keys(target).join(', ')}`);
        return target[name];
    },
}));

// A program that was told to end does so within any patience of a supervisor.
export function endInTime(run, ms = 20000) {
    return Promise.race([run.ended, new Promise((done, fail) =>
        setTimeout(() => fail(new Error(`it has not ended after ${ms} ms`)), ms).unref())]);
}

// The environment without what an operator's shell may have set.
function environment(extra) {
    const kept = Object.entries(process.env).filter(([name]) => !/^PAPERFEED_/.test(name));
    return { ...Object.fromEntries(kept), NO_PROXY: '*', no_proxy: '*', ...extra };
}

// Starts a program and gathers its output; `ended` resolves to { code, signal }.
export function start(file, args, { env = {}, input } = {}) {
    const child = spawn(file, args, { env: environment(env), stdio: 'pipe' });
    const run = { child, out: '', error: '' };
    child.stdout.setEncoding('utf8').on('data', text => { run.out += text; });
    child.stderr.setEncoding('utf8').on('data', text => { run.error += text; });
    child.stdin.on('error', () => {}); // it may end without having read all
    child.stdin.end(input ?? '');
    run.ended = new Promise((done, fail) => {
        child.on('error', fail);
        child.on('close', (code, signal) => done({ code, signal }));
    });
    return run;
}

// Waits for "listening on http://…" on standard output and gives the address.
export async function address(run, name) {
    const found = () => /listening on (http:\/\/\S+)/.exec(run.out)?.[1];
    const ended = run.ended.then(({ code, signal }) => ({ code, signal }));
    const early = await Promise.race([until(found, `${name} does not listen`), ended]);
    if (typeof early === 'string') return early;
    throw new Error(`${name} ended with ${early.code ?? early.signal}: ${run.error}`);
}

// A data folder, its configuration, and the program run on them.
export class Site {
    // What is given beside `fake` are sections of the configuration and their keys.
    static async create(t, fake, sections = {}) {
        const site = new Site();
        site.test = t;
        site.folder = await temporaryFolder(t);
        site.data = path.join(site.folder, 'data');
        site.config = path.join(site.folder, 'paperfeed.ini');
        await site.configure(fake, sections);
        return site;
    }

    // `fake`: a FakeArxiv, or the address of something else.
    async configure(fake, { server = {}, arxiv = {}, ...others } = {}) {
        const url = typeof fake === 'string' ? fake : fake.url;
        const keys = {
            categories: 'cs.CL cs.LG cs.AI cs.CV',
            feed_url: url, site_url: url, api_url: `${url}/api/query`,
            oai_url: `${url}/oai`, harvest: 'no', spacing: 0, page_spacing: 0, ...arxiv,
        };
        const lines = (section, pairs) => [`[${section}]`,
            ...Object.entries(pairs).map(([key, value]) => `${key} = ${value}`)];
        const all = { server: { listen: '127.0.0.1:0', ...server }, arxiv: keys, ...others };
        await writeFile(this.config, [...Object.entries(all).flatMap(
            ([section, pairs]) => lines(section, pairs)), ''].join('\n'));
    }

    start(command, ...args) {
        return start(paperfeed, [command, '--config', this.config, '--data', this.data,
            ...args]);
    }

    // Runs a command to its end: { code, signal, out, error }.
    async command(command, ...args) {
        const run = this.start(command, ...args);
        const ended = await run.ended;
        return { ...ended, out: run.out, error: run.error };
    }

    async ingest(...args) {
        const ended = await this.command('ingest', '--json', ...args);
        return { ...ended, json: ended.out ? JSON.parse(ended.out) : null };
    }

    async daemon(...args) {
        return Daemon.start(this.test, this.start('run', ...args));
    }

    // A daemon that only serves what is stored.
    async reading(look) {
        const daemon = await this.daemon('--no-fetch', '--no-work');
        try {
            return await look(daemon);
        } finally {
            await daemon.stop();
        }
    }
}

export class Daemon {
    static async start(t, run) {
        const daemon = new Daemon();
        daemon.run = run;
        t.after(() => daemon.over());
        daemon.url = await address(run, 'paperfeed run');
        return daemon;
    }

    get pid() { return this.run.child.pid; }
    get log() { return this.run.error; }

    async stop() {
        this.told = true;
        this.run.child.kill('SIGTERM');
        return endInTime(this.run);
    }

    async kill() {
        this.told = true;
        this.run.child.kill('SIGKILL');
        return this.run.ended;
    }

    // At the end of a test: a daemon that died of itself, or with a complaint, fails it.
    async over() {
        const died = this.run.child.exitCode !== null || this.run.child.signalCode !== null;
        this.run.child.kill('SIGKILL');
        await this.run.ended;
        if ((died && !this.told) || /Sanitizer|runtime error/.test(this.log))
            throw new Error(`the daemon did not end well:\n${this.log.slice(-6000)}`);
    }

    get(where, options = {}) {
        return fetch(this.url + where, { redirect: 'manual', ...options });
    }

    async text(where, status = 200, options = {}) {
        const answer = await this.get(where, options);
        const text = await answer.text();
        if (answer.status !== status)
            throw new Error(`${where} answered ${answer.status}: ${text.slice(0, 300)}`);
        return text;
    }

    async json(where, status = 200) {
        return JSON.parse(await this.text(where, status));
    }
}
