// Tokens: shown once, kept as a hash, made with a daemon and without; and what ingest
// queues by itself.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { FakeArxiv } from './arxiv.mjs';
import { Site } from './program.mjs';

const nowhere = 'http://127.0.0.1:9';

async function add(site, ...args) {
    const { code, out, error } = await site.command('token', 'add', ...args, '--json');
    assert.equal(code, 0, error);
    return JSON.parse(out);
}

const list = async site =>
    JSON.parse((await site.command('token', 'list', '--json')).out).tokens;

// With a bearer's token: the status of a call that only an administrator may make.
async function pause(daemon, token) {
    const answer = await fetch(`${daemon.url}/queue`, { method: 'POST',
        headers: { authorization: `Bearer ${token}` }, redirect: 'manual',
        body: new URLSearchParams({ action: 'pause' }) });
    await answer.text();
    return answer.status;
}

test('a token is added, listed and removed without a daemon', async t => {
    const site = await Site.create(t, nowhere);
    const first = await add(site, 'alice');
    const second = await add(site, 'me.2', '--admin');
    assert.match(first.token, /^pf_[\w-]{43}$/);
    assert.notEqual(first.token, second.token);
    assert.deepEqual((await list(site)).map(({ name, role }) => [name, role]),
        [['alice', 'reader'], ['me.2', 'admin']]);
    assert.equal((await site.command('token', 'remove', 'alice')).code, 0);
    assert.deepEqual((await list(site)).map(({ name }) => name), ['me.2']);
});

test('a token that is not there or is there already is told of', async t => {
    const site = await Site.create(t, nowhere);
    await add(site, 'alice');
    for (const [words, said] of [[['add', 'alice'], /alice already/],
        [['remove', 'bob'], /bob/], [['add', 'a b'], /letters/], [['add', ''], /letters/]]) {
        const { code, out, error } = await site.command('token', ...words);
        assert.equal(code, 1, error);
        assert.match(error, said);
        assert.doesNotMatch(out, /pf_/);
    }
});

test('words that make no sense are answered with the usage', async t => {
    const site = await Site.create(t, nowhere);
    for (const words of [[], ['add'], ['remove'], ['list', 'x'], ['make', 'x'],
        ['add', 'x', 'y'], ['remove', 'x', '--admin']]) {
        const { code, error } = await site.command('token', ...words);
        assert.equal(code, 2, words.join(' '));
        assert.match(error, /usage/);
    }
});

test('what was printed once is nowhere in the data folder', async t => {
    const site = await Site.create(t, nowhere);
    const { token } = await add(site, 'alice');
    const bytes = await readFile(path.join(site.data, 'paperfeed.db'), 'latin1');
    assert.ok(!bytes.includes(token.slice(3)));
});

test('a daemon knows a token as soon as it is made, until it is removed', async t => {
    const site = await Site.create(t, nowhere);
    const daemon = await site.daemon('--no-fetch', '--no-work');
    const reader = (await add(site, 'alice')).token;
    const admin = (await add(site, 'me', '--admin')).token;
    assert.equal(await pause(daemon, reader), 403);
    assert.ok(await pause(daemon, admin) < 400);
    assert.equal((await site.command('token', 'remove', 'me')).code, 0);
    assert.equal(await pause(daemon, admin), 403);
    assert.ok(!daemon.run.error.includes(admin), 'the log is silent about it');
});

test('the administrator of the file needs no entry, but sixteen characters', async t => {
    const site = await Site.create(t, nowhere);
    const file = path.join(site.folder, 'admin.token');
    await site.configure(nowhere, { server: { admin_token_file: file } });
    const daemon = await site.daemon('--no-fetch', '--no-work');
    await writeFile(file, '0123456789abcde\n');
    assert.equal(await pause(daemon, '0123456789abcde'), 403);
    await writeFile(file, '0123456789abcdef\n');
    assert.ok(await pause(daemon, '0123456789abcdef') < 400);
});

const model = { url: nowhere, model: 'm', price_in: 1, price_out: 1 };

test('ingest queues the FAQs of nightly categories, with and without a daemon', async t => {
    const fake = await FakeArxiv.start(t);
    const site = await Site.create(t, fake, {
        faq: { nightly: 'cs.CL', languages: 'en', budget_day: 0, budget_month: 0 },
        'model.x': model,
    });
    const first = await site.ingest();
    assert.equal(first.code, 0, first.error);
    assert.ok(first.json.faq.queued > 0, JSON.stringify(first.json.faq));
    assert.equal(first.json.faq.waiting, first.json.faq.queued);
    assert.equal(first.json.faq.budget_reached, false);
    const daemon = await site.daemon('--no-work');
    const again = await site.ingest();
    assert.equal(again.json.faq.queued, 0, 'none is queued twice');
    assert.equal(again.json.faq.waiting, first.json.faq.queued);
    const { out } = await site.command('status');
    assert.match(out, new RegExp(`^FAQs +${first.json.faq.queued} waiting, 0 running`, 'm'));
    await daemon.stop();
});

test('the nightly queue stops where the budget does', async t => {
    const fake = await FakeArxiv.start(t);
    const site = await Site.create(t, fake, {
        faq: { nightly: 'cs.CL', languages: 'en', budget_day: 0.5, budget_month: 0 },
        'model.x': model,
    });
    const { json } = await site.ingest();
    assert.equal(json.faq.budget_reached, true);
    assert.ok(json.faq.queued >= 1 && json.faq.queued < 10, JSON.stringify(json.faq));
    assert.match((await site.command('ingest')).out, /^FAQs: \d+ queued, \d+ waiting/m);
});

test('without a model nothing is queued, and nothing is said of it', async t => {
    const fake = await FakeArxiv.start(t);
    const site = await Site.create(t, fake, { faq: { nightly: 'cs.CL' } });
    const { code, json } = await site.ingest();
    assert.equal(code, 0);
    assert.equal(json.faq, undefined);
});
