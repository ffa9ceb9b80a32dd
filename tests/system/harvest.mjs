// Backfills against the played OAI-PMH, and whether what they stored is what arXiv has.
import assert from 'node:assert/strict';
import { FakeArxiv } from './arxiv.mjs';
import { Site } from './program.mjs';
import { assertPaper } from './truth.mjs';

// Long over, so that every day of it is closed; and before all of it.
export const past = { 'last-day': '2024-06-28' };
export const window = ['--from', '2024-06-01', '--until', '2024-07-03'];

// A played arXiv with small pages, and a site that knows nothing yet.
export async function start(t, world = {}, control = {}, sections = {}) {
    const fake = await FakeArxiv.start(t, { days: 4, 'per-day': 40, ...past, ...world });
    await fake.control({ oai_page: 25, ...control });
    return { fake, site: await Site.create(t, fake, sections) };
}

export async function backfill(site, ...args) {
    const ended = await site.command('backfill', '--json', ...args);
    return { ...ended, json: ended.out ? JSON.parse(ended.out) : null };
}

export function assertCounts(report) {
    assert.equal(report.read, report.added + report.changed + report.unchanged +
        report.skipped + report.duplicate, JSON.stringify(report));
}

export const questions = (log, verb) => log.filter(({ path }) =>
    path.startsWith('/oai?') && path.includes(`verb=${verb}`));

// The papers of the world that the window holds: those with an event on its days.
export async function windowIds(fake) {
    const { days } = await fake.world();
    return new Set(days.flatMap(day => Object.values(day.announced).flatMap(lists =>
        Object.values(lists).flat())));
}

// { id: paper } as the API tells of them, but for the keywords, which depend on what
// else was stored when they were found; ids that are not stored are absent.
export async function stored(site, ids) {
    const all = [...ids].sort(), found = {};
    await site.reading(async daemon => {
        for (let at = 0; at < all.length; at += 20) {
            const some = all.slice(at, at + 20).join(',');
            for (const paper of (await daemon.json(`/api/v1/arxiv/${some}`)).papers)
                if (paper.title !== null) found[paper.id] = { ...paper, keywords: null };
        }
    });
    return found;
}

// Every paper of the window is stored as arXiv has it, and nothing else.
export async function assertWindow(site, fake) {
    const { papers } = await fake.world();
    const ids = await windowIds(fake);
    const found = await stored(site, ids);
    for (const id of ids) {
        assert.ok(found[id], `${id} is not stored`);
        assertPaper(found[id], papers[id]);
        assert.equal(found[id].withdrawn, /withdrawn/i.test(papers[id].comment ?? ''), id);
    }
    return found;
}
