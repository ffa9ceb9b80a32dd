// Proceedings into the store: what each format tells, once or twice, in any order, and
// whatever happens on the way. Real files are in real_venues.test.mjs.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, readFile, readdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { rowsOf } from './faq.mjs';
import { acl, articles, bibtex, counts, dropped, everyRow, files, groupsOf, load, own,
    ownLine, paperlists, sets, shown } from './proceedings.mjs';
import { Site, paperfeed, pause, start, until } from './program.mjs';

const kills = Math.ceil(Number(process.env.KILLS ?? 20) / 5), spoons = 4500;
const nowhere = 'http://127.0.0.1:9';
const aSite = t => Site.create(t, nowhere);
const everything = { 'a.xml': acl, 'b.bib': bibtex, 'c.json': paperlists, 'd.jsonl': own };
const cups = ['--venue', 'ICLR', '--year', '2031'];

test('the Anthology: groups are its volumes, a broken paper is told with its place', async t => {
    const site = await aSite(t);
    const given = await files(site, everything);
    const { code, json, error } = await load(site, 'acl', given['a.xml']);
    assert.equal(code, 0, error);
    assert.deepEqual(counts(json),
        { read: 4, added: 3, changed: 0, unchanged: 0, skipped: 1, duplicate: 0 });
    assert.equal(json.errors.length, 1);
    assert.match(json.errors[0].where, /a\.xml:.*2031\.acl-long\.3/);
    assert.deepEqual(json.editions,
        [{ name: 'ACL.2031', papers: 3, abstracts: 2, groups: 2, declared: 4 }]);
    assert.deepEqual(groupsOf(site, 'ACL.2031'), { Long: 2, 'System Demonstrations': 1 });
    const [first] = shown(site, 'ACL.2031').papers.filter(({ key }) => key === '2031.acl-long.1@ACL');
    assert.equal(first.title, 'Of Tea');
    assert.equal(first.abstract, 'On $x^2$ of 1.');
    assert.equal(first.authors, 'Ada Öne');
    assert.equal(first.award, 'Best Paper');
});

test('all awards of a paper stand together', async t => {
    const site = await aSite(t);
    const awards = ['Best new task (tied) and new resource paper',
        'Honorable mention for contribution to special theme on human-centered NLP'];
    const given = await files(site, { 'a.xml': acl.replace('<award>Best Paper</award>',
        awards.map(award => `<award>${award}</award>`).join('')) });
    await load(site, 'acl', given['a.xml']);
    assert.ok(shown(site, 'ACL.2031').papers.some(({ award }) => award === awards.join('; ')));
});

test('BibTeX: sections are groups, OpenReview and PMLR name one paper', async t => {
    const site = await aSite(t);
    const given = await files(site, everything);
    const { code, json, error } = await load(site, 'bibtex', given['b.bib']);
    assert.equal(code, 0, error);
    assert.equal(json.added, 2);
    assert.deepEqual(groupsOf(site, 'CoRL.2031'), { Oral: 1, Poster: 1 });
    const [first] = shown(site, 'CoRL.2031').papers.filter(({ key }) => key === 'TeaRobot01@OpenReview');
    assert.equal(first.authors, 'Ada Öne\nBo Two');
    assert.deepEqual(JSON.parse(first.ids), ['one31a@v990@PMLR']);
});

test('paperlists: what was not accepted is left out with its reason, a repetition counted', async t => {
    const site = await aSite(t);
    const given = await files(site, everything);
    const { code, json, error } = await load(site, 'json', ...cups, given['c.json']);
    assert.equal(code, 0, error);
    assert.deepEqual(counts(json),
        { read: 6, added: 2, changed: 0, unchanged: 0, skipped: 3, duplicate: 1 });
    assert.deepEqual(json.reasons, [{ why: 'not accepted (Reject)', count: 1 },
        { why: 'not accepted (Withdraw)', count: 1 }]);
    assert.match(json.errors[0].where, /c\.json:/);
    assert.deepEqual(groupsOf(site, 'ICLR.2031'), { Oral: 1, Poster: 1 });
});

test('our own lines: the first says the edition; a line that is cut off is told', async t => {
    const site = await aSite(t);
    const given = await files(site, everything);
    const { code, json, error } = await load(site, 'json', given['d.jsonl']);
    assert.equal(code, 0, error);
    assert.equal(json.added, 3);
    assert.match(json.errors[0].where, /d\.jsonl:.*4/);
    assert.equal(json.editions[0].papers, 3);
    assert.match(json.editions[0].name, /Fast\.2031$/);
});

test('OAI-PMH: sets name the groups; what the site drops is withdrawn', async t => {
    const site = await aSite(t);
    const given = await files(site, { 'sets.xml': sets, 'x.xml': articles, 'y.xml': dropped });
    const { code, json, error } = await load(site, 'oai', given['sets.xml'], given['x.xml']);
    assert.equal(code, 0, error);
    assert.equal(json.added, 2);
    assert.deepEqual(groupsOf(site, 'AAAI.2031'), { 'Humans and AI': 2 });
    const later = await load(site, 'oai', given['y.xml']);
    assert.equal(later.json.changed, 1);
    assert.deepEqual(later.json.reasons, [{ why: 'dropped by its source, and not stored', count: 1 }]);
    assert.deepEqual(rowsOf(site, 'SELECT key FROM paper WHERE withdrawn'), [{ key: '7002@AAAI' }]);
});

async function loadAll(site, given) {
    const reports = [await load(site, 'acl', given['a.xml']), await load(site, 'bibtex', given['b.bib']),
        await load(site, 'json', ...cups, given['c.json']), await load(site, 'json', given['d.jsonl'])];
    for (const { code, error } of reports) assert.equal(code, 0, error);
    return reports.map(({ json }) => json);
}

test('of several files one that cannot be read is named, and the rest is imported', async t => {
    const site = await aSite(t);
    const given = await files(site, { 'a.xml': '<!DOCTYPE html><title>Verifying your browser</title>',
        'b.xml': acl });
    const { code, json } = await load(site, 'acl', given['a.xml'], given['b.xml']);
    assert.equal(code, 1);
    assert.deepEqual([json.refused, json.read, json.added], [1, 4, 3]);
    assert.equal(json.errors[0].where, given['a.xml']);
    assert.match(json.errors[0].why, /^instead of .*Verifying your browser/);
    const alone = await load(site, 'acl', given['a.xml']);
    assert.equal(alone.code, 1);
    assert.match(alone.error, /a\.xml: instead of .*Verifying your browser/);
});

test('a file that is not there, a folder or a packed one does not stop the rest', async t => {
    const site = await aSite(t);
    const folder = path.join(site.folder, 'kept');
    await mkdir(path.join(folder, 'a.xml'), { recursive: true });
    await symlink('nowhere', path.join(folder, 'b.xml'));
    await writeFile(path.join(folder, 'c.xml'), gzipSync(acl));
    await writeFile(path.join(folder, 'd.xml'), acl);
    const { code, json } = await load(site, 'acl', folder);
    assert.equal(code, 1);
    assert.deepEqual([json.refused, json.read, json.added], [3, 4, 3]);
    const whys = json.errors.slice(0, 3).map(({ where, why }) => `${path.basename(where)} ${why}`);
    assert.deepEqual(whys, ['a.xml is not a file', 'b.xml cannot be opened: No such file or directory',
        'c.xml it is packed by gzip: unpack it']);
    for (const format of ['acl', 'bibtex', 'json', 'kaggle', 'oai']) {
        const packed = await load(site, format, path.join(folder, 'c.xml'));
        assert.equal(packed.code, 1);
        assert.match(packed.error, /c\.xml: it is packed by gzip: unpack it/);
    }
});

test('an import that cannot go on says what it has stored', async t => {
    const site = await aSite(t);
    assert.equal((await site.command('check')).code, 0);
    for (let i = 2; i < 20; i++) // where the second batch would put its part of the index
        await mkdir(path.join(site.data, 'index', `${i}.segment.new`), { recursive: true });
    const lines = Array.from({ length: spoons }, (none, i) => ownLine(i)).join('\n');
    const given = await files(site, { 'a.jsonl': lines });
    const { code, error } = await load(site, 'json', ...cups, given['a.jsonl']);
    assert.equal(code, 1);
    const [, told] = /after (\d+) papers were stored: .*segment/.exec(error);
    assert.ok(told > 0 && told < spoons, error);
    assert.equal(shown(site, 'ICLR.2031').papers.length, Number(told));
});

test('files of one run are told apart, whatever stands between them', async t => {
    const [one, each] = [await aSite(t), await aSite(t)];
    const other = acl.replaceAll('2031', '2032');
    const contents = { '1.xml': acl, '2.xml': '<html>Not found</html>', '3.xml': other.slice(0, 900),
        '4.xml': '', '5.xml': other };
    const given = Object.values(await files(one, contents));
    const together = await load(one, 'acl', ...given);
    assert.equal(together.code, 1);
    assert.deepEqual(together.json.errors.map(({ where }) => path.basename(where).slice(0, 5)),
        ['1.xml', '2.xml', '3.xml', '4.xml', '5.xml']);
    assert.deepEqual([together.json.refused, together.json.added], [2, 6]);
    for (const file of given) await load(each, 'acl', file);
    for (const edition of ['ACL.2031', 'ACL.2032'])
        assert.deepEqual(shown(one, edition), shown(each, edition));
});

// As /notes gives them: `count` is that of the whole list.
const notes = (from, to, count) => JSON.stringify({ count, notes: Array.from({ length: to - from },
    (none, i) => ({ id: `Saucer${String(from + i).padStart(4, '0')}`,
        invitations: ['ICLR.cc/2031/Conference/-/Submission'], content: {
        title: { value: `Of saucer ${from + i}` }, authors: { value: ['Ada Öne'] },
        abstract: { value: 'It is flat.' }, venue: { value: 'ICLR 2031 Poster' },
        venueid: { value: 'ICLR.cc/2031/Conference' } } })) });
const saucers = site => shown(site, 'ICLR.2031').papers
    .sort((a, b) => a.position - b.position).map(({ title }) => Number(/\d+$/.exec(title)));

test('pages of one list follow each other in the order given', async t => {
    const [site, other] = [await aSite(t), await aSite(t)];
    const contents = { 'a.json': notes(0, 4, 11), 'b.json': notes(4, 8, 11), 'c.json': notes(8, 11, 11) };
    const given = Object.values(await files(site, contents));
    const first = await load(site, 'json', ...given);
    assert.equal(first.json.added, 11, first.error);
    assert.deepEqual(saucers(site), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const before = everyRow(site);
    const again = await load(site, 'json', ...given);
    assert.deepEqual([again.json.unchanged, again.json.changed], [11, 0]);
    assert.deepEqual(everyRow(site), before);
    const [a, b, c] = given;
    await load(other, 'json', c, a, a, b);
    assert.deepEqual(saucers(other), [8, 9, 10, 0, 1, 2, 3, 4, 5, 6, 7]);
    const anywhere = each => ({ ...shown(each, 'ICLR.2031'), papers: shown(each, 'ICLR.2031').papers
        .map(row => ({ ...row, position: 0 })) });
    assert.deepEqual(anywhere(other), anywhere(site));
    const rows = everyRow(other);
    const twice = await load(other, 'json', c, a, a, b);
    assert.deepEqual([twice.json.unchanged, twice.json.duplicate, twice.json.changed], [11, 4, 0]);
    assert.deepEqual(everyRow(other), rows);
});

test('an order that a source itself tells stays, whatever file it stands in', async t => {
    const site = await aSite(t);
    const line = (number, order) => ownLine(number, { venue: 'FAST', year: 2031, order });
    const given = Object.values(await files(site, { 'a.jsonl': [line(1, 1), line(3, 3)].join('\n'),
        'b.jsonl': [line(2, 2), line(4, 4)].join('\n'), 'c.jsonl': line(5) }));
    const name = (await load(site, 'json', ...given)).json.editions[0].name;
    assert.deepEqual(shown(site, name).papers.map(({ position }) => position), [1, 2, 3, 4, 5]);
});

test('a second import changes no row, and a dry run stores none', async t => {
    const site = await aSite(t);
    const given = await files(site, everything);
    const dry = await load(site, 'acl', '--dry-run', given['a.xml']);
    assert.equal(dry.json.added, 3);
    assert.deepEqual(rowsOf(site, 'SELECT key FROM paper UNION ALL SELECT name FROM edition'), []);
    await loadAll(site, given);
    const before = everyRow(site);
    for (const again of await loadAll(site, given))
        assert.deepEqual([again.added, again.changed], [0, 0]);
    assert.deepEqual(everyRow(site), before);
    assert.equal((await site.command('check')).code, 0);
});

test('personal data is nowhere in the data folder', async t => {
    const site = await aSite(t);
    await loadAll(site, await files(site, everything));
    for (const name of await readdir(site.data, { recursive: true })) {
        const bytes = await readFile(path.join(site.data, name)).catch(() => Buffer.alloc(0));
        for (const secret of ['tea.example', 'ada.example', 'ada-oene', 'Tea House'])
            assert.ok(!bytes.includes(secret), `${name} holds ${secret}`);
    }
});

test('a paper that stands in another edition is moved only where it is asked', async t => {
    const site = await aSite(t);
    const given = await files(site, everything);
    await load(site, 'json', ...cups, given['c.json']);
    const other = ['--venue', 'ICLR', '--year', '2032', given['c.json']];
    const left = await load(site, 'json', ...other);
    assert.equal(left.json.added, 0);
    assert.ok(left.json.reasons.some(({ why, count }) =>
        why === 'stands in ICLR.2031 already (--move moves it)' && count === 3), left.out);
    const moved = await load(site, 'json', '--move', ...other);
    assert.equal(moved.json.changed, 2);
    assert.deepEqual(groupsOf(site, 'ICLR.2031'), {});
    assert.deepEqual(groupsOf(site, 'ICLR.2032'), { Oral: 1, Poster: 1 });
});

test('a page for browsers, an error answer and another format are errors', async t => {
    const site = await aSite(t);
    const given = await files(site, { 'page.json': '<!DOCTYPE html><title>Verifying your browser</title>',
        'error.json': '{"name":"ForbiddenError","message":"challenge required","status":403}',
        'other.bib': 'Dear editor, here is nothing.', 'other.xml': '<html><body>Not found</body></html>' });
    for (const [format, name] of [['json', 'page.json'], ['json', 'error.json'],
        ['bibtex', 'other.bib'], ['bibtex', 'page.json'], ['acl', 'other.xml'], ['oai', 'page.json']]) {
        const { code, out, error } = await load(site, format, ...cups, given[name]);
        assert.equal(code, 1, `${format} ${name}: ${out}`);
        assert.match(error, new RegExp(name.replace('.', '\\.')));
    }
    assert.deepEqual(rowsOf(site, 'SELECT name FROM edition'), []);
});

test('usage errors say what to do', async t => {
    const site = await aSite(t);
    const given = await files(site, everything);
    const wrong = [
        [['json', '--venue', 'ICLR', given['c.json']], /--venue and --year go together/],
        [['json', '--year', '2031', given['c.json']], /--venue and --year go together/],
        [['json', '--venue', 'a b', '--year', '2031', given['c.json']], /--venue/],
        [['json', '--venue', 'ICLR', '--year', 'next', given['c.json']], /--year/],
        [['kaggle', ...cups, given['c.json']], /no --venue/],
        [['endnote', given['c.json']], /formats are: acl, bibtex, json/],
    ];
    for (const [args, why] of wrong) {
        const { code, error } = await site.command('import', ...args);
        assert.equal(code, 2, args.join(' '));
        assert.match(error, why);
    }
    const { code, error } = await site.command('import', 'json', given['c.json']);
    assert.equal(code, 1);
    assert.match(error, /--venue/, 'a file that says no edition');
    assert.match((await site.command('import', 'json', '-')).error, /give the name of a file/);
});

test('a folder stands for its files of that format', async t => {
    const site = await aSite(t);
    const folder = path.join(site.folder, 'kept');
    await mkdir(folder);
    await writeFile(path.join(folder, '2031.acl.xml'), acl);
    await writeFile(path.join(folder, 'README'), 'not a file of proceedings');
    assert.equal((await load(site, 'acl', folder)).json.added, 3);
    const { code, error } = await load(site, 'bibtex', folder);
    assert.equal(code, 1);
    assert.match(error, /no files of format bibtex/);
});

test('a running daemon loads as the command does, and tells it in words', async t => {
    const site = await aSite(t);
    const given = await files(site, everything);
    const daemon = await site.daemon('--no-fetch', '--no-work');
    const { code, out, error } = await site.command('import', 'json', ...cups, given['c.json']);
    assert.equal(code, 0, error);
    assert.match(out, /^1 left out: not accepted \(Reject\)$/m);
    assert.match(out, /^6 read, 2 added, /m);
    assert.match(out, /^ICLR\.2031: 2 papers.*, 2 groups, all have abstracts$/m);
    assert.equal((await daemon.json('/api/v1/venue/ICLR.2031')).total, 2);
    await daemon.stop();
});

// More lines than a batch holds, so that a kill meets one that is written.
async function manySpoons(site, count) {
    const lines = [JSON.stringify({ venue: 'FAST', year: 2031 })];
    for (let i = 0; i < count; i++) lines.push(ownLine(i));
    return (await files(site, { 'many.jsonl': lines.join('\n') }))['many.jsonl'];
}

test('killed in the middle and run again, an import ends as if undisturbed', async t => {
    const [calm, rough] = [await aSite(t), await aSite(t)];
    const file = await manySpoons(rough, spoons);
    const started = Date.now();
    assert.equal((await load(calm, 'json', file)).json.added, spoons);
    const length = Date.now() - started;
    let killed = 0;
    for (let i = 0; i < kills; i++) {
        const run = rough.start('import', 'json', file);
        await Promise.race([pause(Math.random() * length), run.ended]);
        run.child.kill('SIGKILL');
        killed += (await run.ended).signal === 'SIGKILL';
    }
    assert.ok(killed > 0, 'not one run was killed in time');
    const last = await load(rough, 'json', file);
    assert.equal(last.code, 0, last.error);
    assert.equal(last.json.added + last.json.unchanged, spoons);
    const name = last.json.editions[0].name;
    assert.deepEqual(shown(rough, name), shown(calm, name));
    assert.equal((await rough.command('check')).code, 0);
});

test('SIGTERM ends an import in order', async t => {
    const site = await aSite(t);
    const pipe = path.join(site.folder, 'endless.jsonl');
    execFileSync('mkfifo', [pipe]);
    const run = site.start('import', 'json', ...cups, pipe);
    const writer = start('sh', ['-c', `exec cat > ${pipe}; sleep 60`], { input: `${ownLine(1)}\n` });
    t.after(() => writer.child.kill());
    await until(() => run.child.exitCode !== null || readdir(site.data).then(
        names => names.includes('paperfeed.db'), () => false), 'the import has begun');
    run.child.kill('SIGTERM');
    assert.equal((await run.ended).signal, null);
});

const printed = run => run.out.trim().split('\n').map(line => JSON.parse(line));

test('parse prints records, and says why it left something out', async () => {
    const run = start(paperfeed, ['parse', 'json', ...cups], { input: paperlists });
    const { code } = await run.ended;
    assert.equal(code, 1, 'a record is broken');
    assert.equal(printed(run).filter(({ id }) => id).length, 3);
    assert.match(run.error, /1 left out: not accepted \(Reject\)/);
    assert.ok(!/tea\.example/.test(run.out));
    const half = start(paperfeed, ['parse', 'json', '--venue', 'ICLR', '--year', 'soon']);
    assert.equal((await half.ended).code, 2);
});

test('for the daemon it prints editions, too, and what is left out or broken', async () => {
    const run = start(paperfeed, ['parse', 'json', '--document', ...cups], { input: paperlists });
    assert.equal((await run.ended).code, 0, run.error);
    const lines = printed(run);
    assert.ok(lines.some(({ edition }) => edition?.name === 'ICLR.2031'));
    assert.equal(lines.filter(({ skipped }) => skipped).length, 2);
    assert.equal(lines.filter(({ error, where }) => error && where).length, 1);
});

const framed = (text, size) => {
    const bytes = Buffer.from(text), parts = [];
    for (let at = 0; at < bytes.length; at += size) {
        const piece = bytes.subarray(at, at + size), length = Buffer.alloc(4);
        length.writeUInt32BE(piece.length);
        parts.push(length, piece);
    }
    return Buffer.concat([...parts, Buffer.alloc(4)]);
};

test('parse reads files one behind the other, in pieces of any size', async () => {
    const read = async input => {
        const run = start(paperfeed, ['parse', 'acl', '--document', '--files'], { input });
        return { ...(await run.ended), lines: run.out.trim() && printed(run), error: run.error };
    };
    const alone = start(paperfeed, ['parse', 'acl', '--document'], { input: acl });
    await alone.ended;
    const of = [...printed(alone), { end: true }];
    for (const sizes of [[1, 1 << 20], [4000, 7]]) {
        const { code, lines } = await read(Buffer.concat(sizes.map(size => framed(acl, size))));
        assert.equal(code, 0);
        assert.deepEqual(lines, [...of, ...of]);
    }
    const page = await read(Buffer.concat([framed(acl, 99), framed('<html>', 9), framed(acl, 99)]));
    assert.equal(page.code, 1);
    assert.deepEqual(page.lines, of, 'a file that cannot be read is the last');
    for (const cut of [1, 5, 900]) {
        const { code, error } = await read(framed(acl, 300).subarray(0, cut));
        assert.equal(code, 1);
        assert.match(error, /broken: standard input is cut off/);
    }
    assert.equal((await read('')).code, 0);
    assert.equal(await start(paperfeed, ['parse', 'rss', '--files']).ended.then(({ code }) => code), 2);
});
