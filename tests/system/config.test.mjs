// A bad configuration stops the start: exit 2, with file, line, and what is allowed.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { paperfeed, root, start, temporaryFolder } from './program.mjs';

// What is in the file, the line that is wrong, and words that must be said.
const mistakes = [
    ['an unknown section', '[sever]\nlisten = 127.0.0.1:1\n', 2, /sever.*server/s],
    ['an unknown key', '[server]\nport = 8080\n', 2, /port.*listen/s],
    ['a key before any section', 'listen = 127.0.0.1:1\n', 1, /section/],
    ['a line that is nothing', '[server]\nlisten 127.0.0.1\n', 2, /key = value/],
    ['a port out of range', '[server]\nlisten = 127.0.0.1:99999\n', 2, /ADDRESS:PORT/],
    ['an address that is none', '[server]\nlisten = everywhere\n', 2, /ADDR|address|port/i],
    ['a number that is none', '[arxiv]\n\nspacing = soon\n', 3, /3600/],
    ['a number out of range', '[arxiv]\nspacing = -1\n', 2, /3600/],
    ['too large a number', '[arxiv]\nspacing = 99999999999999999999\n', 2, /3600/],
    ['an unknown category', '[arxiv]\ncategories = cs.CL cs.QQ\n', 2, /cs\.QQ/],
    ['an address with a user', '[arxiv]\nfeed_url = https://me@example.org\n', 2, /user|URL/i],
    ['another scheme', '[arxiv]\nfeed_url = ftp://example.org\n', 2, /http/],
    ['a key twice', '[arxiv]\nspacing = 3\nspacing = 4\n', 3, /twice/],
    ['a contact that is no mail address', '[arxiv]\ncontact = not a mail\n', 2, /contact|mail/],
    ['a log level that is none', '[log]\nlevel = loud\n', 2, /debug/],
    ['a very long line', `[data]\ndir = ${'x'.repeat(5000)}\n`, 2, /long/],
    ['a word that goes on', '[server]\nlisten = 127.0.0.1:1\n  base_url = http://a.org\n', 3,
        /indented/],
    ['a list twice', '[arxiv]\ncategories = cs.CL\ncategories = cs.LG\n', 3, /twice/],
    ['an unknown category further down', '[arxiv]\ncategories = cs.CL\n  cs.QQ\n', 3, /cs\.QQ/],
    ['a folder too long for its socket', `[data]\ndir = /${'x'.repeat(94)}\n`, 2, /94/],
    ['an unknown preset', '[model.x]\npreset = gpt\n', 2, /kimi, deepseek, openai, ollama, vllm/],
    ['an unknown key of a model', '[model.x]\npreset = kimi\nkey = 1\n', 3, /key_file/],
    ['a model of no name', '[model.]\npreset = kimi\n', 2, /letters/],
    ['extra fields that are no object', '[model.x]\nextra = [1]\n', 2, /JSON object/],
    ['an amount that is none', '[faq]\nbudget_day = 5 EUR\n', 2, /0\.25/],
    ['too exact an amount', '[faq]\nbudget_day = 0.0000001\n', 2, /decimal places/],
    ['an unknown nightly category', '[faq]\nnightly = cs.CL\n  cs.QQ\n', 3, /cs\.QQ/],
    ['a language that is none', '[faq]\nlanguages = en_US\n', 2, /pt-BR/],
    ['a NUL byte', '[data]\ndir = a\0b\n', 2, /NUL/],
];

async function config(t, text, env = {}) {
    const file = path.join(await temporaryFolder(t), 'paperfeed.ini');
    await writeFile(file, text);
    const run = start(paperfeed, ['config', '--config', file], { env });
    return { file, ...await run.ended, out: run.out, error: run.error };
}

for (const [name, text, line, words] of mistakes)
    test(`a configuration with ${name} is refused with its line`, async t => {
        const { code, error, file } = await config(t, text);
        assert.equal(code, 2, error);
        assert.ok(error.includes(`${file}:${line}`), error);
        assert.match(error, words);
    });

test('every command refuses a bad configuration before it does anything', async t => {
    const folder = await temporaryFolder(t);
    const file = path.join(folder, 'bad.ini');
    await writeFile(file, '[arxiv]\nspacing = soon\n');
    for (const command of ['run', 'ingest', 'status', 'check', 'config']) {
        const run = start(paperfeed, [command, '--config', file, '--data', `${folder}/data`]);
        assert.equal((await run.ended).code, 2, command);
        assert.match(run.error, /bad\.ini:2/, command);
    }
});

test('a configuration file that is not there is refused by name', async () => {
    const run = start(paperfeed, ['config', '--config', '/no/such/paperfeed.ini']);
    assert.equal((await run.ended).code, 2);
    assert.match(run.error, /\/no\/such\/paperfeed\.ini/);
});

test('what config prints is a configuration, and it prints the same again', async t => {
    const text = '[arxiv]\ncategories = hep-th cs.CL\nspacing = 5\n';
    const first = await config(t, text);
    assert.equal(first.code, 0, first.error);
    assert.match(first.out, /^categories = hep-th cs\.CL$/m);
    assert.match(first.out, /^spacing = 5$/m);
    const again = await config(t, first.out);
    assert.equal(again.code, 0, again.error);
    assert.equal(again.out, first.out);
});

test('the environment goes over the file, and is checked as well', async t => {
    const good = await config(t, '[arxiv]\nspacing = 5\n', { PAPERFEED_ARXIV_SPACING: '7' });
    assert.match(good.out, /^spacing = 7$/m);
    const bad = await config(t, '', { PAPERFEED_ARXIV_SPACING: 'x' });
    assert.equal(bad.code, 2);
    assert.match(bad.error, /PAPERFEED_ARXIV_SPACING/);
});

test('a byte order mark, line ends of Windows and an empty file are no mistakes', async t => {
    const windows = await config(t, '\ufeff[arxiv]\r\nspacing = 5\r\n\r\n[log]\r\nlevel = warn\r\n');
    assert.equal(windows.code, 0, windows.error);
    assert.match(windows.out, /^spacing = 5$/m);
    assert.match(windows.out, /^level = warn$/m);
    assert.equal((await config(t, '')).code, 0);
});

test('a long list of categories stands on several lines, and is printed so', async t => {
    const many = ['cond-mat.dis-nn', 'cond-mat.mes-hall', 'cond-mat.mtrl-sci', 'cond-mat.other',
        'cond-mat.quant-gas', 'cond-mat.soft', 'cond-mat.stat-mech', 'cond-mat.str-el',
        'cond-mat.supr-con', 'physics.acc-ph', 'physics.ao-ph', 'physics.app-ph',
        'physics.atm-clus', 'physics.atom-ph', 'physics.bio-ph', 'physics.chem-ph',
        'physics.class-ph', 'physics.comp-ph', 'physics.data-an', 'physics.ed-ph'];
    const text = `[arxiv]\ncategories = ${many[0]},${many[1]}\t${many[2]}\n`
        + many.slice(3).map(code => `  ${code}\n`).join('');
    const first = await config(t, text);
    assert.equal(first.code, 0, first.error);
    const again = await config(t, first.out);
    assert.equal(again.code, 0, again.error);
    assert.equal(again.out, first.out);
    const file = path.join(await temporaryFolder(t), 'paperfeed.ini');
    await writeFile(file, first.out);
    const run = start(paperfeed, ['config', '--json', '--config', file]);
    assert.equal((await run.ended).code, 0, run.error);
    const { arxiv, limits } = JSON.parse(run.out);
    assert.deepEqual(arxiv.categories, many);
    assert.equal(limits.requests, 600);
});

// Text that must be said, without a line: only the whole configuration shows it.
const lacking = [
    ['a model without its name', '[model.x]\npreset = kimi\n', /\[model\.x\] needs model/],
    ['a model without an address', '[model.x]\nmodel = m\n', /\[model\.x\] needs a preset, or url/],
    ['a model that is only named', '[faq]\nmodels = x\n', /there is no \[model\.x\]/],
    ['a language without questions', '[faq]\nlanguages = en fr\n', /“fr”/],
    ['questions that are not there', '[faq]\nquestions = /no/such.ini\n', /\/no\/such\.ini/],
];
for (const [name, text, words] of lacking)
    test(`a configuration with ${name} is refused by name`, async t => {
        const { code, error } = await config(t, text);
        assert.equal(code, 2, error);
        assert.match(error, words);
    });

const models = `[model.kimi]
key_file = /etc/paperfeed/kimi.key
price_in = 0.95
model = kimi-k2.6
preset = kimi
[model.own]
url = http://127.0.0.1:8000/v1
model = x/y:7b
extra = {"top_p": 0.9}
[faq]
models = own kimi
budget_day = 0.250
budget_month = 12.000001
`;

test('models are printed in their order, with all their values, and read back', async t => {
    const first = await config(t, models);
    assert.equal(first.code, 0, first.error);
    assert.match(first.out, /^\[model\.own\]$[^]*^\[model\.kimi\]$/m);
    assert.match(first.out, /^url = https:\/\/api\.moonshot\.ai\/v1$/m);
    assert.match(first.out, /^price_in = 0\.95$/m);
    assert.match(first.out, /^budget_day = 0\.25$/m);
    assert.match(first.out, /^budget_month = 12\.000001$/m);
    const again = await config(t, first.out);
    assert.equal(again.code, 0, again.error);
    assert.equal(again.out, first.out);
});

test('models and amounts are in the JSON as well', async t => {
    const file = path.join(await temporaryFolder(t), 'paperfeed.ini');
    await writeFile(file, models);
    const run = start(paperfeed, ['config', '--json', '--config', file]);
    assert.equal((await run.ended).code, 0, run.error);
    const { faq, model } = JSON.parse(run.out);
    assert.deepEqual(faq.models, ['own', 'kimi']);
    assert.equal(faq.budget_month, 12.000001);
    assert.deepEqual(Object.keys(model), ['own', 'kimi']);
    assert.equal(model.own.model, 'x/y:7b');
    assert.equal(model.kimi.price_in, 0.95);
    assert.equal(model.kimi.preset, 'kimi');
});

test('a model may come from the environment alone', async t => {
    const { code, out, error } = await config(t, '', {
        PAPERFEED_FAQ_MODELS: 'my-own', PAPERFEED_MODEL_MY_OWN_MODEL: 'm',
        PAPERFEED_MODEL_MY_OWN_URL: 'http://127.0.0.1:9/v1',
    });
    assert.equal(code, 0, error);
    assert.match(out, /^\[model\.my-own\]$/m);
});

test('a secret in the place of its file is not repeated', async t => {
    const secret = 'sk-0123456789abcdef0123456789abcdef';
    for (const line of [`key_file = ${secret}`, `key = ${secret}`]) {
        const { code, out, error } = await config(t, `[model.x]\n${line}\n`);
        assert.equal(code, 2);
        assert.match(error, /key_file/);
        assert.ok(!(out + error).includes('0123456789'), error);
    }
});

async function questions(t, text, ...args) {
    const folder = await temporaryFolder(t);
    const file = path.join(folder, 'questions.ini');
    await writeFile(file, text);
    await writeFile(path.join(folder, 'paperfeed.ini'),
        `[faq]\nlanguages = en\nquestions = ${file}\n`);
    const run = start(paperfeed, ['config', '--questions', ...args, '--config',
        path.join(folder, 'paperfeed.ini')]);
    return { file, ...await run.ended, out: run.out, error: run.error };
}

test('the built-in questions are six in each language', async () => {
    const run = start(paperfeed, ['config', '--questions', '--json', '--config', '/dev/null']);
    assert.equal((await run.ended).code, 0, run.error);
    const { sets } = JSON.parse(run.out);
    assert.deepEqual(sets.map(set => [set.language, set.language_name, set.questions.length]),
        [['en', 'English', 6], ['zh', '中文', 6]]);
});

test('questions of the operator are printed so that they read back as the same', async t => {
    const text = `[math.en]\ncategories = math cs.IT\nsystem = Be exact\n  and ${'long '.repeat(30)}\n`
        + 'question = What is proved?\n[all.en]\nlanguage = English\nsystem = x\nquestion = Why?\n';
    const first = await questions(t, text);
    assert.equal(first.code, 0, first.error);
    const again = await questions(t, first.out);
    assert.equal(again.code, 0, again.error);
    assert.equal(again.out, first.out);
    const { sets } = JSON.parse((await questions(t, text, '--json')).out);
    assert.deepEqual(sets[0].categories, ['math', 'cs.IT']);
    assert.equal(sets[0].system, `Be exact and ${'long '.repeat(30).trim()}`);
    assert.deepEqual(sets[1].questions, ['Why?']);
});

test('a mistake in the questions stops with its own file and line', async t => {
    const { code, error, file } = await questions(t, '[all.en]\nsystem = x\nask = y\n');
    assert.equal(code, 2);
    assert.ok(error.includes(`${file}:3`), error);
});

test('the example in config/ is what the program takes', async () => {
    const file = path.join(root, 'config/paperfeed.ini');
    const run = start(paperfeed, ['config', '--config', file]);
    assert.equal((await run.ended).code, 0, run.error);
});
