// What a site holds, asked through its API; and whether that is what arXiv announced.
import assert from 'node:assert/strict';
import { sections } from './arxiv.mjs';

const allSections = sections.join(',');

export function listPath(categories, date) {
    const at = date ? `date=${date}&` : '';
    return `/api/v1/arxiv/${categories}?${at}sections=${allSections}&show=1000`;
}

// All papers of a list, whatever the page size.
export async function wholeList(daemon, categories, date) {
    const first = await daemon.json(listPath(categories, date));
    const papers = [...first.papers];
    while (papers.length < first.total) {
        const more = await daemon.json(`${listPath(categories, date)}&skip=${papers.length}`);
        assert.ok(more.papers.length > 0, 'a page in the middle of a list is empty');
        papers.push(...more.papers);
    }
    return { ...first, papers };
}

const withoutClock = ({ checked_at, ...rest }) => rest;

// Everything that readers can see of the daily lists. Two equal dumps: nothing changed.
export async function dump(daemon) {
    const ledger = (await daemon.json('/api/v1/ledger')).days.map(withoutClock);
    const lists = {};
    for (const { date, category, announced } of ledger)
        if (announced !== null && announced >= 0)
            lists[`${date} ${category}`] ??= (await wholeList(daemon, category, date)).papers;
    return { ledger, lists };
}

export function ledgerRows(days) {
    return new Map(days.map(row => [`${row.date} ${row.category} ${row.section}`, row]));
}

// The ledger says, for that day and these categories, what arXiv announced, all stored.
export function assertLedgerComplete(days, day, categories) {
    const rows = ledgerRows(days);
    for (const category of categories)
        for (const section of sections) {
            const count = day.announced[category][section].length;
            const row = rows.get(`${day.date} ${category} ${section}`);
            const where = `${day.date} ${category} ${section}`;
            if (count === 0) {
                assert.equal(row?.announced ?? 0, 0, where);
                continue;
            }
            assert.ok(row, `no ledger row for ${where}`);
            assert.equal(row.announced, count, where);
            assert.equal(row.stored, count, where);
            assert.deepEqual(row.missing, [], where);
        }
}

// The list of a category shows exactly what was announced, in arXiv's order.
export async function assertListComplete(daemon, day, category) {
    const list = await wholeList(daemon, category, day.date);
    assert.deepEqual(list.papers.map(paper => paper.id),
        sections.flatMap(section => day.announced[category][section]),
        `the list of ${category} on ${day.date}`);
    return list;
}

// arXiv's symbols of TeX as readers see them.
export function readable(text) {
    return text.replaceAll('---', '—').replaceAll('--', '–').replaceAll('\\%', '%')
        .replace(/\s+/g, ' ');
}

export function assertPaper(paper, truth) {
    assert.equal(paper.id, truth.id);
    assert.equal(paper.title, readable(truth.title), paper.id);
    assert.deepEqual(paper.authors, truth.authors, paper.id);
    assert.deepEqual([...paper.categories].sort(), [...truth.categories].sort(), paper.id);
    assert.equal(paper.primary_category, truth.categories[0], paper.id);
    assert.equal(paper.version, truth.version, paper.id);
    assert.equal(paper.license, truth.license, paper.id);
    assert.equal(paper.comment, truth.comment && readable(truth.comment), paper.id);
    assert.equal(paper.doi, truth.doi, paper.id);
    assert.equal(paper.published, truth.published, paper.id);
}
