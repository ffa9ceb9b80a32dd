// Tasks handed to a daemon over control.sock: none is lost, none holds anybody up.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { test } from 'node:test';
import { FakeArxiv } from './arxiv.mjs';
import { Site, until, endInTime } from './program.mjs';

// One request to the daemon's socket: { status, json }.
function ask(site, method, where, body) {
    return new Promise((done, fail) => {
        const request = http.request({ socketPath: path.join(site.data, 'control.sock'),
            method, path: where, headers: { 'content-type': 'application/json' } },
        answer => {
            let text = '';
            answer.setEncoding('utf8').on('data', piece => { text += piece; });
            answer.on('end', () => done({ status: answer.statusCode, json: JSON.parse(text) }));
        });
        request.on('error', fail);
        request.end(body ? JSON.stringify(body) : undefined);
    });
}

async function runTask(site, task) {
    const { status, json } = await ask(site, 'POST', '/task', task);
    assert.equal(status, 202);
    await until(async () =>
        (await ask(site, 'GET', `/task/${json.task}`)).json.state === 'done', 'the task ends');
    return json.task;
}

async function stallingDaemon(t) {
    const fake = await FakeArxiv.start(t, { categories: 'cs.CL' });
    const site = await Site.create(t, fake, { arxiv: { categories: 'cs.CL' } });
    await fake.misbehave('stall', { endpoint: 'any' });
    const daemon = await site.daemon();
    return { fake, site, daemon };
}

const isAtTask = site => async () =>
    (await ask(site, 'POST', '/task', { kind: 'check' })).status === 503;

test('the outcome of a task is told even when another has begun since', async t => {
    const fake = await FakeArxiv.start(t);
    const site = await Site.create(t, fake);
    await site.daemon('--no-fetch');
    const first = await runTask(site, { kind: 'check' });
    await runTask(site, { kind: 'check' });
    const { status, json } = await ask(site, 'GET', `/task/${first}`);
    assert.equal(status, 200);
    assert.equal(json.exit, 0);
    assert.equal((await ask(site, 'GET', '/task/1')).status, 404);
});

test('several ingests at once beside a daemon all end well', async t => {
    const fake = await FakeArxiv.start(t);
    const site = await Site.create(t, fake);
    await site.daemon();
    const runs = await Promise.all(Array.from({ length: 4 }, () => site.ingest()));
    for (const { code, error } of runs) assert.equal(code, 0, error);
});

test('a command that follows a task ends when it is told to', async t => {
    const { site } = await stallingDaemon(t);
    const run = site.start('ingest');
    await until(isAtTask(site), 'the daemon has the task');
    run.child.kill('SIGINT');
    const { code } = await endInTime(run);
    assert.equal(code, 1);
    assert.match(run.error, /the daemon goes on/);
});

test('a command whose daemon is killed says so', async t => {
    const { site, daemon } = await stallingDaemon(t);
    const run = site.start('ingest');
    await until(isAtTask(site), 'the daemon has the task');
    await daemon.kill();
    assert.equal((await run.ended).code, 1);
    assert.match(run.error, /daemon ended/);
});

test('a command waits a while for a folder whose owner does not answer', async t => {
    const fake = await FakeArxiv.start(t, { categories: 'cs.CL' });
    const site = await Site.create(t, fake, { arxiv: { categories: 'cs.CL' } });
    await mkdir(site.data);
    const owner = spawn('flock', [path.join(site.data, 'paperfeed.lock'), 'sleep', '2']);
    t.after(() => owner.kill());
    await until(() => {
        try {
            execFileSync('flock', ['-n', path.join(site.data, 'paperfeed.lock'), 'true']);
            return false;
        } catch {
            return true;
        }
    }, 'the folder is owned');
    const { code, error } = await site.ingest();
    assert.equal(code, 0, error);
});

test('SIGTERM ends a daemon in time though a file never ends', async t => {
    const fake = await FakeArxiv.start(t);
    const site = await Site.create(t, fake);
    const pipe = path.join(site.folder, 'endless.jsonl');
    execFileSync('mkfifo', [pipe]);
    const daemon = await site.daemon('--no-fetch');
    const run = site.start('import', 'kaggle', pipe);
    await until(isAtTask(site), 'the daemon waits for the file');
    await daemon.stop();
    assert.equal((await run.ended).code, 1);
});
