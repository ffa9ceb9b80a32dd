// The played sites of proceedings (tests/support/venues): started for a test, steered,
// asked what they saw and what is true; and a site of ours that harvests them.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { FakeArxiv } from './arxiv.mjs';
import { Site, address, entries, fakeArxiv, start, until } from './program.mjs';

const fakeVenues = process.env.FAKE_VENUES ??
    path.join(path.dirname(fakeArxiv), 'fake_venues');
if (!existsSync(fakeVenues)) throw new Error(`${fakeVenues} is missing: build it`);

export class FakeVenues {
    // options: seed, papers, folder, 'arxiv-seed', 'arxiv-days', 'arxiv-per-day'
    static async start(t, options = {}) {
        const given = Object.entries({ seed: 1, ...options })
            .flatMap(([name, value]) => [`--${name}`, String(value)]);
        const fake = new FakeVenues();
        fake.run = start(fakeVenues, ['--port', '0', '--die-with-parent', ...given]);
        t?.after(() => fake.stop());
        fake.url = await address(fake.run, 'fake_venues');
        fake.port = new URL(fake.url).port;
        return fake;
    }

    stop() { this.run.child.kill('SIGKILL'); }

    async control(parameters) {
        const answer = await fetch(`${this.url}/_control`, {
            method: 'POST', body: JSON.stringify(parameters),
        });
        if (!answer.ok) throw new Error(await answer.text());
    }

    // What is wrong until it is calmed, or `count` times; `path` is a part of the address.
    misbehave(kind, parameters = {}) {
        return this.control({ misbehave: kind, count: -1, ...parameters });
    }

    calm() { return this.control({ calm: 1 }); }
    forget() { return this.control({ forget: 1 }); }

    async log(part = '') {
        const { requests } = await (await fetch(`${this.url}/_log`)).json();
        return entries(requests).filter(({ path }) => path.includes(part));
    }

    // { 'ACL.2024': [{ id, key, article, title, abstract, authors, group, native, twin }] }
    async world() { return (await fetch(`${this.url}/_world`)).json(); }

    // The lines of [venues] for what it plays.
    lines(...names) {
        const all = {
            'ACL.2024': `acl ${this.url}/acl/2024.acl.xml`,
            'ACL.2023': `acl ${this.url}/acl/2023.acl.xml`,
            'CoRL.2024': `pmlr ${this.url}/pmlr/v270/ ${this.url}/pmlr/v270.bib`,
            'ICML.2024': `pmlr ${this.url}/pmlr/v235/`,
            'ICLR.2025': `virtual ${this.url}/virtual/iclr-2025-orals-posters.json`,
            'NeurIPS.2024': `virtual ${this.url}/virtual/neurips-2024-orals-posters.json`,
            AAAI: `ojs ${this.url}/ojs/AAAI/oai`,
            'ICLR.2024': 'openreview https://openreview.net/group?id=ICLR.cc/2024/Conference',
            'ICLR.2023': 'openreview https://openreview.net/group?id=ICLR.cc/2023/Conference',
        };
        return Object.fromEntries(names.map(name => [name, all[name]]));
    }

    get openreview() { return { api2_url: this.url, api1_url: `${this.url}/v1` }; }
}

// A site that watches one small category and refreshes these lines.
export async function harvester(t, fake, lines, sections = {}) {
    const arxiv = await FakeArxiv.start(t, { days: 1, 'per-day': 4, categories: 'cs.CL' });
    return Site.create(t, arxiv, {
        arxiv: { categories: 'cs.CL' },
        harvest: { spacing: 0 },
        openreview: fake.openreview,
        venues: lines,
        ...sections,
    });
}

// What became of each line: { 'ACL.2024': { added, problem, … } }
export async function refresh(site, code = 0) {
    const ended = await site.ingest();
    assert.equal(ended.code, code, ended.error + ended.out);
    return Object.fromEntries(ended.json.venues.map(line => [line.name, line]));
}

// Killed while a page of a harvest is on its way, it goes on with that page.
export async function killedAt(t, fake, name, page) {
    const site = await harvester(t, fake, fake.lines(name));
    await fake.misbehave('stall', { path: page, count: 1 });
    const run = site.start('ingest');
    await until(async () => (await fake.log(page)).length > 0, 'the page is asked for');
    run.child.kill('SIGKILL');
    await run.ended;
    await fake.calm();
    await fake.forget();
    return site;
}

// An edition as a reader sees it, in its own order: [{ id, title, group, … }]
export function editions(site, ...names) {
    return site.reading(daemon => Promise.all(names.map(async name =>
        (await daemon.json(`/api/v1/venue/${name}?show=1000`)).papers)));
}

// TeX's long dash is one.
const plain = title => title.replaceAll('--', '–');

// Exactly the papers of the world's edition, each in its group.
export function assertEdition(papers, world, groupOf = paper => paper.group) {
    const facts = (list, group) => list.map(paper => [plain(paper.title), group(paper)])
        .sort(([a], [b]) => a < b ? -1 : 1);
    assert.deepEqual(facts(papers, ({ group }) => group), facts(world, groupOf));
    const abstracts = new Map(world.map(({ title, abstract }) => [plain(title), abstract]));
    for (const paper of papers)
        assert.ok(abstracts.get(paper.title) !== undefined && paper.abstract, paper.title);
}
