// `paperfeed parse FORMAT`: foreign bytes in, a JSON record a line out; whatever comes in,
// it ends in time, in words, and without a crash.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeArxiv } from './arxiv.mjs';
import { paperfeed, start } from './program.mjs';
import { pdf } from './pdf.mjs';
import { readable } from './truth.mjs';

async function parse(format, input, ...args) {
    const run = start(paperfeed, ['parse', format, ...args], { input });
    const ended = await run.ended;
    const lines = run.out.split('\n').filter(Boolean);
    return { ...ended, error: run.error, lines, records: lines.map(line => JSON.parse(line)) };
}

const formats = ['rss', 'atom', 'list', 'api', 'oai', 'kaggle', 'html', 'pdf', 'acl', 'bibtex',
    'json'];
const nothing = [
    ['nothing', ''],
    ['one byte', '<'],
    ['a NUL', '\0'],
    ['an error page', '<!DOCTYPE html><html><body><h1>503</h1></body></html>'],
    ['plain text', 'Rate exceeded.'],
    ['a wrong root', '<?xml version="1.0"?><opml><body/></opml>'],
    ['broken UTF-8', Buffer.from([0xff, 0xfe, 0x80, 0xc0, 0x00, 0xf5])],
    ['a million brackets', '<'.repeat(1_000_000)],
    ['deep nesting', '<a>'.repeat(100_000)],
    ['entities that grow', '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">' +
        '<!ENTITY c "&b;&b;&b;&b;&b;&b;">]><rss><channel><title>&c;</title></channel></rss>'],
    ['an entity that reads a file',
        '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><rss>&f;</rss>'],
    ['deep JSON', '['.repeat(100_000)],
];

for (const format of formats)
    test(`parse ${format} survives what is no ${format}`, async () => {
        for (const [name, input] of nothing) {
            const { code, signal, error, lines } = await parse(format, input);
            assert.equal(signal, null, `${name}: ${error}`);
            assert.ok([0, 1].includes(code), `${name}: ${code} ${error}`);
            assert.doesNotMatch(error, /Sanitizer|root:x:0/, name);
            assert.doesNotMatch(lines.join('\n'), /root:x:0/, name);
            const isEmptyStream = format === 'kaggle' && input.length === 0;
            if (!isEmptyStream && format !== 'kaggle')
                assert.equal(code, 1, `${name} is no ${format}`);
        }
    });

test('parse refuses a format that it does not know', async () => {
    const { code, error } = await parse('docx', 'x');
    assert.equal(code, 2);
    assert.match(error, /rss/);
});

// How far a cut answer is read: never a record that is not whole.
const answers = { rss: '/rss/cs.CL', atom: '/atom/cs.CL', list: '/list/cs.CL/new' };

for (const [format, where] of Object.entries(answers))
    test(`parse ${format} reads what arXiv serves, and whole entries of a cut one`, async t => {
        const fake = await FakeArxiv.start(t, { 'per-day': 20 });
        const { papers, days } = await fake.world();
        const announced = days.at(-1).announced['cs.CL'];
        const body = await (await fetch(fake.url + where)).text();
        const args = format === 'list' ? ['--category', 'cs.CL'] : [];
        const whole = await parse(format, body, ...args);
        assert.equal(whole.code, 0, whole.error);
        const ids = Object.values(announced).flat();
        assert.deepEqual(whole.records.map(record => record.id), ids);
        for (const record of whole.records)
            assert.equal(record.title, readable(papers[record.id].title));
        for (const part of [0.3, 0.7, 0.999]) {
            const cut = await parse(format, body.slice(0, body.length * part), ...args);
            assert.ok(cut.records.length < ids.length || part > 0.9);
            cut.records.forEach((record, i) => assert.equal(record.id, ids[i]));
            const same = JSON.stringify(whole.records.slice(0, cut.records.length));
            assert.equal(JSON.stringify(cut.records), same);
        }
    });

test('parse api reads an answer, an unknown id, and the error entry', async t => {
    const fake = await FakeArxiv.start(t, { 'per-day': 20 });
    const { papers } = await fake.world();
    const ids = Object.keys(papers).slice(0, 10);
    const ask = async list => (await fetch(`${fake.url}/api/query?id_list=${list}`)).text();
    const good = await parse('api', await ask(ids.join(',')));
    assert.equal(good.code, 0, good.error);
    assert.deepEqual(good.records.map(record => record.id).sort(), [...ids].sort());
    for (const record of good.records)
        assert.equal(record.published, papers[record.id].published);
    assert.deepEqual((await parse('api', await ask('0000.0000'))).records, []);
    const wrong = await parse('api', await ask('abc'));
    assert.equal(wrong.code, 1);
    assert.match(wrong.error, /incorrect id format for abc/);
});

test('parse oai reads a page, and a last line tells of the next one', async t => {
    const fake = await FakeArxiv.start(t, { 'per-day': 20, 'last-day': '2024-06-28' });
    await fake.control({ oai_page: 12 });
    const { papers } = await fake.world();
    const ask = async (verb, rest) => (await fetch(`${fake.url}/oai?verb=${verb}&` +
        `metadataPrefix=arXivRaw&from=2024-06-26&until=2024-06-28${rest}`)).text();
    const body = await ask('ListRecords', '');
    const { code, records, error } = await parse('oai', body);
    assert.equal(code, 0, error);
    const { harvest } = records.pop();
    assert.match(harvest.token, /^verb%3DListRecords%26.*skip%3D/);
    assert.equal(records.length, 12);
    for (const record of records) {
        assert.equal(record.title, readable(papers[record.id].title));
        assert.equal(record.version, papers[record.id].version);
        assert.equal(record.published, papers[record.id].published);
        assert.match(record.datestamp, /^2024-06-2[678]$/);
    }
    const cut = await parse('oai', body.slice(0, body.length * 0.7));
    assert.equal(cut.code, 1);
    assert.equal(cut.records.pop().harvest.token, null);
    assert.deepEqual(cut.records, records.slice(0, cut.records.length));
    const none = await parse('oai', await ask('ListRecords', '&set=q-fin:q-fin:TR'));
    assert.equal(none.code, 0);
    assert.equal(none.records.at(-1).harvest.error, 'noRecordsMatch');
    const { records: [{ harvest: ids }] } = await parse('oai', await ask('ListIdentifiers', ''));
    assert.ok(ids.identifiers.length > 12);
});

const article = text => `<article class="ltx_document"><h1 class="ltx_title ltx_title_document">Tea</h1>` +
    `<section class="ltx_section"><h2 class="ltx_title ltx_title_section">1 Milk</h2><p class="ltx_p">${text}</p></section></article>`;

// Two papers of one edition, each format in its own words.
const twoPapers = {
    acl: `<collection id="2024.naacl"><volume id="long"><meta><booktitle>Long Papers</booktitle>
        <year>2024</year><venue>naacl</venue></meta>
        <paper id="1"><title>Counting Mussels</title></paper>
        <paper id="2"><title>Counting Clams</title></paper></volume></collection>`,
    bibtex: `@inproceedings{a, title = {Counting Mussels}}
        @inproceedings{b, title = {Counting Clams}}`,
    json: `[{"id": "1", "title": "Counting Mussels", "status": "Poster", "author": "Bo Ek"},
        {"id": "2", "title": "Counting Clams", "status": "Oral", "author": "Bo Ek"}]`,
};

for (const [format, input] of Object.entries(twoPapers))
    test(`parse ${format} prints papers and nothing else, with and without an edition`, async () => {
        const flags = format === 'acl' ? [] : ['--venue', 'naacl', '--year', '2024'];
        const asked = await parse(format, input, ...flags);
        assert.equal(asked.code, 0, asked.error);
        assert.deepEqual(asked.records.map(paper => [paper.title, paper.venue]),
            [['Counting Mussels', 'NAACL.2024'], ['Counting Clams', 'NAACL.2024']]);
        const bare = await parse(format, input);
        assert.equal(bare.code, 0, bare.error);
        assert.deepEqual(bare.records.map(paper => [paper.title, paper.venue]),
            [['Counting Mussels', format === 'acl' ? 'NAACL.2024' : null],
                ['Counting Clams', format === 'acl' ? 'NAACL.2024' : null]]);
        const told = await parse(format, input, '--document', ...flags);
        assert.equal(told.records.filter(record => record.edition?.name === 'NAACL.2024').length, 1);
        assert.equal(told.records.length, 3);
    });

test('parse html prints one object: title, sections, text, what was odd', async () => {
    const words = 'We steep <math alttext="t<T" class="ltx_Math"><mi>t</mi></math> long.'.repeat(20);
    const { code, records, error } = await parse('html', article(`${words}\u200b`));
    assert.equal(code, 0, error);
    assert.equal(records.length, 1);
    const [{ text, ...rest }] = records;
    assert.match(text, /^# Tea\n\n## 1 Milk\n\nWe steep \$t<T\$ long\./);
    assert.deepEqual(rest, { title: 'Tea', sections: [{ level: 1, title: '1 Milk' }],
        invisible: 1, hidden: 0, failed: 0, cut: false });
    assert.equal((await parse('html', '<html><title>404</title></html>')).code, 1);
});

test('parse markdown prints one object of safe HTML', async () => {
    const { code, records } = await parse('markdown', '# *Tea* <b> [x](javascript:y)');
    assert.equal(code, 0);
    assert.deepEqual(records, [{ html: '<h3><em>Tea</em> &lt;b&gt; x</h3>\n' }]);
    const { records: [{ html }] } = await parse('markdown', `${'> '.repeat(500)}deep\n\n*b*`);
    assert.match(html, /<p>deep<\/p>[^]*<p><em>b<\/em><\/p>\n$/);
    const { code: long, error } = await parse('markdown', 'x'.repeat((1 << 20) + 1));
    assert.equal(long, 1);
    assert.match(error, /^paperfeed parse: limit: /);
});

const line = 'Tea is older than most papers, and it goes on and on about it.';
const page = lines => `BT /F1 12 Tf 72 720 Td 14 TL ${lines.map(text => `(${text}) Tj T*`).join(' ')} ET`;

test('parse pdf prints the text of a real PDF as one object', async () => {
    const lines = ['1 Introduction', ...Array(6).fill(line), 'Milk is a sepa-', 'rate matter.'];
    const { code, records, error } = await parse('pdf', pdf([page(lines)]));
    assert.equal(code, 0, error);
    assert.equal(records.length, 1);
    assert.equal(records[0].title, null);
    assert.deepEqual(records[0].sections, [{ level: 1, title: '1 Introduction' }]);
    assert.match(records[0].text, /^## 1 Introduction\n\nTea is older .* Milk is a separate matter\.$/);
});

test('parse pdf without its cells, where an operator asks for that, reads the same', async () => {
    const input = pdf([page(Array(6).fill(line))]);
    const [inside, outside] = [await parse('pdf', input), await parse('pdf', input, '--no-sandbox')];
    assert.equal(outside.code, 0, outside.error);
    assert.deepEqual(outside.records, inside.records);
});

const bad = [
    ['a scan', pdf(['0 0 100 100 re f']), /next to no text/],
    ['a cut file', pdf([page([line])]).subarray(0, 300), /pdftotext/],
    ['an encrypted file', pdf([page([line])], { trailer: '/Encrypt << /Filter /Standard ' +
        `/V 1 /R 2 /P -4 /O <${'00'.repeat(32)}> /U <${'11'.repeat(32)}> >> /ID [<00> <00>]` }),
    /encrypted/],
    ['no PDF', 'Rate exceeded.', /a PDF was expected, found the text “Rate exceeded\.”/],
    ['a challenge page', '<html><title>Just a moment</title></html>', /Just a moment/],
];

for (const [name, input, words] of bad)
    test(`parse pdf names what is wrong with ${name}`, async () => {
        const { code, error, lines } = await parse('pdf', input);
        assert.equal(code, 1);
        assert.deepEqual(lines, []);
        assert.match(error.trim().split('\n').at(-1), /^paperfeed parse: invalid: /);
        assert.match(error, words);
    });
