// Recorded files of proceedings, where they lie beside the checkout: what they are known
// to hold comes out exactly, a second time changes no row, and two sources of an edition
// become one set of papers, whichever came first.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { rowsOf } from './faq.mjs';
import { counts, everyRow, groupsOf, load, shown } from './proceedings.mjs';
import { Site, root } from './program.mjs';

const real = path.join(root, '../shared/real/venues');
const skip = existsSync(real) ? false : `${real} is not here`;
const nowhere = 'http://127.0.0.1:9';
const aSite = t => Site.create(t, nowhere);
const found = (added, { skipped = 0, duplicate = 0 } = {}) =>
    ({ read: added + skipped + duplicate, added, changed: 0, unchanged: 0, skipped, duplicate });

// An empty <abstract/> is none.
const anthology = {
    '2023.acl': [found(1249), { 'ACL.2023': { Long: 911, Short: 164, 'System Demonstrations': 58,
        'Student Research Workshop': 34, Industry: 76, Tutorials: 6 } }],
    '2023.emnlp': [found(1182), { 'EMNLP.2023': { Main: 1047, Tutorials: 6,
        'System Demonstrations': 52, Industry: 77 } }],
    '2023.ijcnlp': [found(121), { 'IJCNLP.2023': { Main: 72, Short: 22,
        'Student Research Workshop': 12, Tutorials: 6, 'System Demonstrations': 9 } }],
    '2023.iwslt': [found(48), {}],
    '2024.findings': [found(1429), { 'EACL.2024': { Findings: 158 }, 'ACL.2024': { Findings: 975 } }],
    '2024.naacl': [found(662), { 'NAACL.2024': { Long: 487, Short: 75, 'System Demonstrations': 21,
        'Student Research Workshop': 30, Tutorials: 6, Industry: 43, Findings: 296 } }],
    P19: [found(763), {}],
};
const abstracts = { 'ACL.2023': 1249, 'EMNLP.2023': 1182, 'IJCNLP.2023': 0, 'IWSLT.2023': 48,
    'EACL.2024': 158, 'NAACL.2024': 958, 'ACL.2024': 974, 'ACL.2019': 763 };

const pmlr = {
    v244_UAI2024: ['UAI.2024', found(201), { Papers: 200, Preface: 1 }, 201],
    v247_colt2024: ['COLT.2024', found(170), { 'Original Papers': 160, 'Open Problems': 9,
        Preface: 1 }, 169],
    v270_corl24: ['CoRL.2024', found(264), { Oral: 30, Poster: 234 }, 264],
};

const paperlists = {
    acl2022: ['ACL.2022', found(1031), { Long: 603, Findings: 331, Short: 97 }, 1031],
    naacl2024: ['NAACL.2024', found(912), { Long: 487, Findings: 286, Short: 75, Industry: 43,
        'System Demonstrations': 21 }, 912],
    corl2024: ['CoRL.2024', found(264), { Poster: 264 }, 264],
    colm2024: ['COLM.2024', found(299), { Poster: 299 }, 299],
    ijcai2024: ['IJCAI.2024', found(1048), { 'Main Track': 790, 'Demo Track': 61, 'AI for Good': 49,
        'Survey Track': 48, 'AI, Arts & Creativity': 26, 'Sister Conferences Best Papers': 19,
        'Doctoral Consortium': 17, 'Journal Track': 15, 'Early Career': 12,
        'Human-Centred AI': 11 }, 1044],
    iclr2018: ['ICLR.2018', found(427, { skipped: 568 }), { Poster: 314, Workshop: 90, Oral: 23 }, 427],
    eccv2022: ['ECCV.2022', found(1645), { Poster: 1645 }, 1645],
    iclr2023: ['ICLR.2023', found(1585, { skipped: 3380 }), { Poster: 1204, 'Top-25%': 280,
        'Top-5%': 91, Journal: 10 }, 0],
    nips2023: ['NeurIPS.2023', found(3587, { skipped: 192 }), { Poster: 2776, Spotlight: 378,
        Oral: 67, Journal: 44, 'Datasets and Benchmarks': 322 }, 0],
    icml2024: ['ICML.2024', found(2610), { Poster: 2275, Spotlight: 191, Oral: 144 }, 0],
    cvpr2024: ['CVPR.2024', found(2716), { Poster: 2392, Highlight: 324 }, 0],
    emnlp2023: ['EMNLP.2023', found(2011, { skipped: 9 }), { Long: 862, Short: 133,
        Findings: 1016 }, 0],
    siggraph2025: ['SIGGRAPH.2025', found(406, { duplicate: 304 }), { 'Technical Paper': 306,
        Poster: 76, 'TOG Paper': 24 }, 0],
    kdd2024: ['KDD.2024', found(562), { '': 411, 'Applied Data Science': 151 }, 0],
};

const file = (...parts) => path.join(real, ...parts);
const edition = name => ['--venue', name.slice(0, -5), '--year', name.slice(-4)];
const abstractsOf = (site, name) => rowsOf(site,
    `SELECT abstracts FROM edition WHERE name = '${name}'`)[0].abstracts;

async function loadWhole(site, ...args) {
    const { code, json, error } = await load(site, ...args);
    assert.equal(code, 0, `${args.join(' ')}: ${error}`);
    assert.deepEqual(json.errors, [], args.join(' '));
    return json;
}

// A dry run before it says the same.
async function loadAfterRehearsal(site, format, ...args) {
    const rehearsed = await loadWhole(site, format, '--dry-run', ...args);
    const loaded = await loadWhole(site, format, ...args);
    assert.deepEqual(counts(rehearsed), counts(loaded), args.join(' '));
    return loaded;
}

// Loads again what was loaded: [[format, …arguments], …].
async function assertNothingChanges(site, loads) {
    const before = everyRow(site);
    for (const args of loads) {
        const again = await loadWhole(site, ...args);
        assert.deepEqual([again.added, again.changed], [0, 0], args.join(' '));
    }
    assert.deepEqual(everyRow(site), before);
}

describe('recorded files of proceedings', { skip }, () => {
    test('the Anthology holds what it is known to hold, also the second time', async t => {
        const site = await aSite(t), loads = [];
        for (const [name, [expected]] of Object.entries(anthology)) {
            loads.push(['acl', file('acl-anthology', `${name}.xml`)]);
            assert.deepEqual(counts(await loadAfterRehearsal(site, ...loads.at(-1))), expected, name);
        }
        for (const [name, groups] of Object.values(anthology).flatMap(([, all]) => Object.entries(all)))
            assert.deepEqual(groupsOf(site, name), groups, name);
        for (const [name, count] of Object.entries(abstracts))
            assert.equal(abstractsOf(site, name), count, name);
        const [awards] = rowsOf(site,
            "SELECT count(award) AS count FROM paper WHERE venue = 'ACL.2023'");
        assert.equal(awards.count, 62);
        await assertNothingChanges(site, loads);
    });

    test('PMLR and paperlists hold what they are known to hold, also the second time', async t => {
        const lists = await aSite(t), volumes = await aSite(t);
        const all = [...Object.entries(pmlr).map(([name, facts]) =>
            [volumes, facts, ['bibtex', file('pmlr', `${name}.bib`)]]),
        ...Object.entries(paperlists).map(([name, facts]) =>
            [lists, facts, ['json', ...edition(facts[0]), file('paperlists', `${name}.json`)]])];
        for (const [site, [name, expected, groups, count], args] of all) {
            assert.deepEqual(counts(await loadAfterRehearsal(site, ...args)), expected, args.at(-1));
            assert.deepEqual(groupsOf(site, name), groups, args.at(-1));
            assert.equal(abstractsOf(site, name), count, args.at(-1));
        }
        for (const site of [lists, volumes])
            await assertNothingChanges(site, all.filter(([of]) => of === site).map(([, , args]) => args));
        const [personal] = rowsOf(lists, `SELECT count(*) AS count FROM paper
            WHERE abstract NOT LIKE '%@%' AND (authors || coalesce(comment, '') ||
                coalesce(subjects, '')) GLOB '*[a-z]@[a-z]*.[a-z]*'`);
        assert.equal(personal.count, 0);
    });

    test('OpenReview pages and a page of AAAI are read; a challenge is an error', async t => {
        const site = await aSite(t);
        const page = await loadWhole(site, 'json', file('openreview/v2_iclr2024_notes_page_recorded.json'));
        assert.equal(page.added, 3);
        assert.equal(page.editions[0].declared, 2260);
        assert.deepEqual(groupsOf(site, 'ICLR.2024'), { Oral: 1, Poster: 1, Spotlight: 1 });
        await loadWhole(site, 'json', file('samples_transcribed/openreview_v1_iclr2021_note.json'));
        await loadWhole(site, 'oai', file('samples_transcribed/aaai_oai_listrecords_core.xml'));
        assert.deepEqual(rowsOf(site, "SELECT key FROM paper WHERE venue = 'AAAI.2019'"),
            [{ key: '3745@AAAI' }]);
        for (const name of ['openreview_v2_anonymous_challenge.json', 'dblp_search_core.json',
            'pmlr_v235_index_core.html']) {
            const { code, error } = await load(site, 'json', ...edition('ICLR.2030'),
                file('samples_transcribed', name));
            assert.equal(code, 1, name);
            assert.match(error, new RegExp(name));
        }
        assert.deepEqual(rowsOf(site, "SELECT name FROM edition WHERE year = 2030"), []);
    });
});

// The same loads in either order, on sites of their own.
async function bothOrders(t, name, loads) {
    const [one, other] = [await aSite(t), await aSite(t)];
    for (const args of loads) await loadAfterRehearsal(one, ...args);
    for (const args of [...loads].reverse()) await loadAfterRehearsal(other, ...args);
    assert.deepEqual(shown(other, name), shown(one, name));
    return one;
}

describe('an edition from two sources', { skip }, () => {
    test('CoRL 2024 of PMLR and of paperlists is one set of papers', async t => {
        const site = await bothOrders(t, 'CoRL.2024', [
            ['bibtex', file('pmlr/v270_corl24.bib')],
            ['json', ...edition('CoRL.2024'), file('paperlists/corl2024.json')]]);
        assert.deepEqual(groupsOf(site, 'CoRL.2024'), { Oral: 30, Poster: 234 });
    });

    test('NAACL 2024 of the Anthology and of paperlists is one set of papers', async t => {
        const site = await bothOrders(t, 'NAACL.2024', [
            ['acl', file('acl-anthology/2024.naacl.xml')],
            ['acl', file('acl-anthology/2024.findings.xml')],
            ['json', ...edition('NAACL.2024'), file('paperlists/naacl2024.json')]]);
        assert.deepEqual(groupsOf(site, 'NAACL.2024'), anthology['2024.naacl'][1]['NAACL.2024']);
    });
});
