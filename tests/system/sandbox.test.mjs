// The parse child, seen from outside: what it could reach, whom it outlives, and that a
// document of any size or shape ends it in words.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { open, readdir, readFile, readlink } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { FakeArxiv } from './arxiv.mjs';
import { pdfBomb } from './pdf.mjs';
import { Site, paperfeed, start, until } from './program.mjs';

// A sanitizer needs files for its reports and address space for its shadow.
const isSanitized = (await readFile(paperfeed)).includes('__asan_init');

const lookAt = (pid, what) => readFile(`/proc/${pid}/${what}`, 'utf8').catch(() => '');

async function status(pid) {
    const lines = (await lookAt(pid, 'status')).split('\n').filter(Boolean);
    return Object.fromEntries(lines.map(line => line.split(/:\s*/, 2)));
}

const isGone = async pid => [undefined, 'Z'].includes((await status(pid)).State?.[0]);

async function isParserOf(pid, parent) {
    const { PPid, Seccomp } = await status(pid);
    const words = (await lookAt(pid, 'cmdline')).split('\0');
    return PPid === String(parent) && Seccomp === '2' && words[1] === 'parse';
}

async function parserOf(parent) {
    for (const pid of await readdir('/proc'))
        if (/^\d+$/.test(pid) && await isParserOf(pid, parent)) return Number(pid);
    return null;
}

// A daemon whose parser waits for the rest of a file that does not come.
async function waitingParser(t) {
    const site = await Site.create(t, await FakeArxiv.start(t));
    const fifo = path.join(site.folder, 'dump');
    assert.equal(spawnSync('mkfifo', [fifo]).status, 0);
    const feeder = await open(fifo, 'r+');
    t.after(() => feeder.close());
    const daemon = await site.daemon('--no-fetch');
    const order = site.start('import', 'kaggle', fifo);
    t.after(() => order.child.kill('SIGKILL'));
    const parser = await until(() => parserOf(daemon.pid), 'the daemon starts a parser');
    t.after(() => isGone(parser).then(gone => gone || process.kill(parser, 'SIGKILL')));
    return { daemon, parser };
}

async function limitOf(pid, name) {
    const line = (await lookAt(pid, 'limits')).split('\n').find(row => row.startsWith(name));
    return line.slice(26).trim().split(/\s+/).slice(0, 2).join(' ');
}

test('the parser has three pipes, no environment, a filter and no way back', async t => {
    const { daemon, parser } = await waitingParser(t);
    const { Seccomp, NoNewPrivs } = await status(parser);
    assert.deepEqual([Seccomp, NoNewPrivs], ['2', '1'], 'filter, no new privileges');
    const streams = (await readdir(`/proc/${parser}/fd`)).sort();
    assert.deepEqual(streams, ['0', '1', '2']);
    for (const stream of streams)
        assert.match(await readlink(`/proc/${parser}/fd/${stream}`), /^pipe:/);
    assert.equal(await lookAt(parser, 'environ'), '');
    assert.equal(await limitOf(parser, 'Max core file size'), '0 0');
    if (isSanitized) t.diagnostic('a sanitizer watches: files and memory are not limited');
    else {
        assert.equal(await limitOf(parser, 'Max open files'), '3 3');
        assert.equal(await limitOf(parser, 'Max address space'), `${1 << 30} ${1 << 30}`);
    }
    await daemon.kill();
});

test('a parser dies with its daemon, also where its input does not end', async t => {
    const { daemon, parser } = await waitingParser(t);
    const input = await open(`/proc/${parser}/fd/0`, 'w'); // held open for the daemon
    t.after(() => input.close());
    await daemon.kill();
    await until(() => isGone(parser), 'the parser is gone');
});

test('a document has a minute of processor time', async t => {
    const child = spawn(paperfeed, ['parse', 'rss'], { stdio: ['pipe', 'ignore', 'ignore'] });
    t.after(() => child.kill('SIGKILL'));
    await until(async () => (await status(child.pid)).Seccomp === '2', 'it is confined');
    assert.equal(await limitOf(child.pid, 'Max cpu time'), '60 60');
});

// pdftotext while it is busy with a PDF that does not end, and who started it.
async function busyPdftotext(t) {
    const run = start(paperfeed, ['parse', 'pdf'], { input: pdfBomb() });
    t.after(() => run.child.kill('SIGKILL'));
    const isPrinter = async pid => (await status(pid)).PPid === String(run.child.pid) &&
        (await lookAt(pid, 'cmdline')).startsWith('/usr/bin/pdftotext');
    const printer = await until(async () => {
        for (const pid of await readdir('/proc'))
            if (/^\d+$/.test(pid) && await isPrinter(pid)) return Number(pid);
        return null;
    }, 'pdftotext is at work');
    return { run, printer };
}

test('pdftotext has three pipes, no environment, a filter, limits and no way back', async t => {
    const { printer } = await busyPdftotext(t);
    const { Seccomp, NoNewPrivs } = await status(printer);
    assert.deepEqual([Seccomp, NoNewPrivs], ['2', '1'], 'filter, no new privileges');
    const streams = (await readdir(`/proc/${printer}/fd`)).sort();
    assert.deepEqual(streams, ['0', '1', '2']);
    for (const stream of streams)
        assert.match(await readlink(`/proc/${printer}/fd/${stream}`), /^pipe:/);
    assert.equal(await lookAt(printer, 'environ'), '');
    const limits = { 'Max address space': `${1 << 30} ${1 << 30}`, 'Max cpu time': '20 20',
        'Max file size': '0 0', 'Max open files': '32 32', 'Max core file size': '0 0',
        'Max processes': '0 0' };
    for (const [name, limit] of Object.entries(limits))
        assert.equal(await limitOf(printer, name), limit, name);
});

test('pdftotext dies with the parser that started it', async t => {
    const { run, printer } = await busyPdftotext(t);
    run.child.kill('SIGKILL');
    await until(() => isGone(printer), 'pdftotext is gone before its 20 s are over', 15000);
});

test('a PDF that does not end meets a limit, in words', async () => {
    const run = start(paperfeed, ['parse', 'pdf'], { input: pdfBomb() });
    const { code, signal } = await run.ended;
    assert.deepEqual([code, signal], [1, null], run.error);
    assert.match(run.error.trim().split('\n').at(-1), /^paperfeed parse: limit: pdftotext: /);
    assert.equal(run.out, '');
});

const size = 60 << 20;

function filled(before, unit, after = '', upTo = size) {
    const times = Math.floor((upTo - before.length - after.length) / unit.length);
    return before + unit.repeat(times) + after;
}

const channel = '<rss version="2.0"><channel><title>t</title>';
const feed = '<feed xmlns="http://www.w3.org/2005/Atom">';
const article = '<article class="ltx_document">';
const hostile = [
    ['rss', 'tags without end', filled('<rss>', '<a>')],
    ['rss', 'empty items', filled(channel, '<item></item>', '</channel></rss>')],
    ['rss', 'one title', filled(`${channel}<item><title>`, 'x')],
    ['rss', 'one title of entities', filled(`${channel}<item><title>`, '&amp;')],
    ['rss', 'attributes', filled('<rss ', 'a="b" ', '>')],
    ['atom', 'authors of one entry', filled(`${feed}<entry>`, '<author><name>a</name></author>')],
    ['api', 'empty entries', filled(feed, '<entry></entry>', '</feed>')],
    ['list', 'tags without end', filled('<dl id="articles">', '<div>')],
    ['list', 'empty entries', filled('<dl>', '<dt></dt><dd></dd>')],
    ['kaggle', 'one line of brackets', filled('{"id":', '[')],
    ['html', 'tags without end', filled(article, '<div>', '', 31 << 20)],
    ['html', 'ends without tags', filled(article + '<i>'.repeat(250), '</b>', '', 31 << 20)],
    ['html', 'attributes', filled(`${article}<p `, 'a="b" ', '>', 31 << 20)],
    ['html', 'more than is read', filled(article, 'x', '', (32 << 20) + 1)],
    ['pdf', 'no PDF', filled('', 'PDF-')],
    ['pdf', 'more than is read', filled('%PDF-1.4', '%')],
    ['pdf', 'an empty one', filled('%PDF-1.4', '\n', '', 40 << 20)],
    ['markdown', 'more than is read', filled('', '[', '', (1 << 20) + 1)],
    ['markdown', 'links to one address', filled(`[a]: /${'x'.repeat(5e5)}\n\n`, '[a]', '', 1 << 20)],
    ['markdown', 'cells of one table', filled(`${'a|'.repeat(2e4)}\n${'---|'.repeat(2e4)}\n`, 'x\n', '', 1 << 20)],
    ['rss', 'more than is read of any', 'x'.repeat((64 << 20) + 1)],
];

for (const [format, name, input] of hostile)
    test(`parse ${format}: ${name}, tens of megabytes, is an error in words`, async () => {
        const run = start(paperfeed, ['parse', format], { input });
        const { code, signal } = await run.ended;
        assert.deepEqual([code, signal], [1, null], run.error);
        assert.match(run.error.trim().split('\n').at(-1),
            /^paperfeed parse: (invalid|limit): /);
        assert.equal(run.out, '');
    });

for (const [name, input] of [
    ['quotes in quotes', filled('', '> ', 'deep', 1 << 20)],
    ['lists in lists', filled(`${'1. '.repeat(1e5)}deep`, '\n', '', 1 << 20)],
    ['lists by indentation', filled('', '    - a\n', '- deep', 1 << 20)],
])
    test(`parse markdown: ${name}, a megabyte, keeps its text`, async () => {
        const run = start(paperfeed, ['parse', 'markdown'], { input });
        const { code, signal } = await run.ended;
        assert.deepEqual([code, signal], [0, null], run.error);
        assert.match(JSON.parse(run.out).html, /deep/);
    });

test('parse ends with 0 when all is read, 1 when not, 2 when asked wrongly', async () => {
    const line = '{"id":"0704.0001","title":"A title","abstract":"We show.","authors":"A. B.",' +
        '"categories":"cs.CL","versions":[{"version":"v1",' +
        '"created":"Mon, 2 Apr 2007 19:18:42 GMT"}],"update_date":"2008-11-26"}\n';
    const codeOf = async (args, input) =>
        (await start(paperfeed, ['parse', ...args], { input }).ended).code;
    assert.equal(await codeOf(['kaggle'], line), 0);
    assert.equal(await codeOf(['--help'], ''), 0);
    assert.equal(await codeOf(['kaggle'], `${line}{}\n`), 1);
    assert.equal(await codeOf(['rss'], ''), 1);
    assert.equal(await codeOf([], line), 2);
    assert.equal(await codeOf(['rss', '--nonsense'], ''), 2);
});
