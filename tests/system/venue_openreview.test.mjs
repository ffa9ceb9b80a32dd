// OpenReview with the operator's login: what is asked with which token, what each refusal
// is called, and that no secret is seen anywhere but where it belongs.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { FakeVenues, harvester, refresh } from './venues.mjs';

const user = 'operator@example.org', password = 'secret word';

// A site whose login is `secrets`: { password } or { token }, each in a file.
async function withLogin(t, fake, secrets = { password }, lines = ['ICLR.2024', 'ICLR.2023']) {
    const site = await harvester(t, fake, fake.lines(...lines));
    const keys = { ...fake.openreview };
    for (const [name, secret] of Object.entries(secrets)) {
        keys[`${name}_file`] = path.join(site.folder, name);
        await writeFile(keys[`${name}_file`], `${secret}\n`);
    }
    if ('password' in secrets) keys.user = user;
    const ini = (await readFile(site.config, 'utf8')).replace(/(\[openreview\]\n)[^[]*/,
        (all, head) => head + Object.entries(keys).map(([key, value]) => `${key} = ${value}\n`)
            .join(''));
    await writeFile(site.config, ini);
    await fake.control({ login: 1 });
    return site;
}

function assertNoSecret(text, what) {
    for (const secret of [password, 'token-1', 'token-2', 'ready-made'])
        assert.ok(!text.includes(secret), `${what} holds “${secret}”`);
}

async function assertKeptSecret(site, report) {
    assertNoSecret(JSON.stringify(report), 'the report');
    const dump = execFileSync('sqlite3', [path.join(site.data, 'paperfeed.db'), '.dump'],
        { encoding: 'utf8', maxBuffer: 1 << 28 });
    assertNoSecret(dump, 'the database');
    for (const args of [[], ['--json']]) {
        const { out, code } = await site.command('config', ...args);
        assert.equal(code, 0);
        assertNoSecret(out, 'config');
    }
}

test('one login serves all lines of a run', async t => {
    const fake = await FakeVenues.start(t);
    const site = await withLogin(t, fake);
    const report = await refresh(site);
    assert.equal(report['ICLR.2024'].added, 24);
    assert.equal(report['ICLR.2023'].added, 24);
    assert.match(report['ICLR.2023'].reasons[0].why, /not accepted/);
    assert.equal((await fake.log('/login')).length, 1);
    for (const visit of await fake.log('/notes'))
        assert.equal(visit.authorization, 'Bearer token-1');
    await assertKeptSecret(site, report);
});

test('a ready token needs no login', async t => {
    const fake = await FakeVenues.start(t);
    const site = await withLogin(t, fake, { token: 'ready-made' });
    const report = await refresh(site);
    assert.equal(report['ICLR.2024'].added, 24);
    assert.equal((await fake.log('/login')).length, 0);
    await assertKeptSecret(site, report);
});

test('a token that has run out is got anew, once', async t => {
    const fake = await FakeVenues.start(t);
    const site = await withLogin(t, fake);
    await fake.control({ token_calls: 2 });
    const report = await refresh(site);
    assert.equal(report['ICLR.2023'].added, 24);
    assert.equal((await fake.log('/login')).length, 2);
    await fake.control({ token_calls: 0, forget: 1 });
    const never = await refresh(site, 3);
    assert.match(never['ICLR.2024'].problem, /does not accept the token/);
    assert.equal((await fake.log('/login')).length, 2);
});

const refusals = [
    ['without a login', {}, { login: 1 }, /after a login: set \[openreview\] user and password_file/],
    ['with a wrong password', { password: 'nonsense' }, {}, /does not accept the login.*password_file/],
    ['with a second factor', { password }, { mfa: 1 }, /second factor.*token_file/],
    ['with a token that is not known', { token: 'nonsense' }, {}, /does not accept the token.*token_file/],
    ['with a token of two words', { token: 'two words' }, {}, /not one word/],
    ['with an empty file', { password: '' }, {}, /it is empty/],
];
for (const [name, secrets, control, words] of refusals)
    test(`${name} it says so`, async t => {
        const fake = await FakeVenues.start(t);
        const site = await withLogin(t, fake, secrets, ['ICLR.2024']);
        await fake.control(control);
        const report = await refresh(site, 3);
        assert.match(report['ICLR.2024'].problem, words);
        assertNoSecret(JSON.stringify(report), 'the report');
        assert.ok(!JSON.stringify(report).includes('nonsense'));
    });

test('a file that is not there is named', async t => {
    const fake = await FakeVenues.start(t);
    const site = await harvester(t, fake, fake.lines('ICLR.2024'),
        { openreview: { ...fake.openreview, token_file: '/nowhere/token' } });
    const report = await refresh(site, 3);
    assert.match(report['ICLR.2024'].problem, /\/nowhere\/token: No such file/);
});

test('a challenge page under 200 is no empty edition', async t => {
    const fake = await FakeVenues.start(t);
    const site = await harvester(t, fake, fake.lines('ICLR.2024'));
    await fake.misbehave('html', { path: '/notes' });
    const report = await refresh(site, 3);
    assert.match(report['ICLR.2024'].problem, /after a login/);
});

test('too many requests are waited for, or told of', async t => {
    const fake = await FakeVenues.start(t);
    const site = await withLogin(t, fake, { password }, ['ICLR.2024']);
    await fake.misbehave('limited', { path: '/notes', count: 1, retry_after: '2' });
    const report = await refresh(site);
    assert.equal(report['ICLR.2024'].added, 24);
    const [first, second] = await fake.log('/notes');
    assert.ok(second.ms - first.ms >= 1990, `${second.ms - first.ms} ms`);
    await fake.misbehave('limited', { path: '/notes', retry_after: '900' });
    const never = await refresh(site, 3);
    assert.match(never['ICLR.2024'].problem, /429.*asked too often/);
});

test('an empty list is an error that says where else to look', async t => {
    const fake = await FakeVenues.start(t);
    const page = id => `openreview https://openreview.net/group?id=${id}`;
    const site = await harvester(t, fake, {
        'ICLR.2031': page('ICLR.cc/2031/Conference'),
        'ICLR.2023': `openreview ${fake.url}/notes?content.venueid=ICLR.cc/2023/Conference`,
    });
    const report = await refresh(site, 3);
    assert.match(report['ICLR.2031'].problem, /no papers of “ICLR.cc\/2031\/Conference”.*neither/);
    assert.match(report['ICLR.2023'].problem, /before 2023.*api\.openreview\.net/);
});

test('an address without a venue says what one looks like', async t => {
    const fake = await FakeVenues.start(t);
    const site = await harvester(t, fake, { 'ICLR.2024': 'openreview https://openreview.net/' });
    const report = await refresh(site, 3);
    assert.match(report['ICLR.2024'].problem, /group\?id=ICLR\.cc\/2024\/Conference/);
});

test('a token does not follow a redirect', async t => {
    const fake = await FakeVenues.start(t), other = await FakeVenues.start(t);
    const site = await withLogin(t, fake, { password }, ['ICLR.2024']);
    const ini = (await readFile(site.config, 'utf8')).replace('[venues]\n',
        `[venues]\nCoRL.2024 = pmlr ${other.url}/pmlr/v270/\n`);
    await writeFile(site.config, ini);
    await fake.misbehave('redirect', { path: '/notes',
        location: `${other.url}/notes?content.venueid=ICLR.cc/2024/Conference` });
    await refresh(site, 3);
    for (const visit of await other.log()) assert.equal(visit.authorization, null);
    for (const visit of await fake.log('/login')) assert.equal(visit.authorization, null);
});
