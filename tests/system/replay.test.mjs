// Real days played again: every paper of them, in arXiv's order, counted as arXiv counted.
// The recorded days are not part of the project; without them these tests skip.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { convert, readFeed } from '../support/replay_days.mjs';
import { FakeArxiv, sections } from './arxiv.mjs';
import { Site, root, temporaryFolder } from './program.mjs';
import { dump, ledgerRows, wholeList } from './truth.mjs';

const real = path.resolve(root, '../shared/real/arxiv');
const mirror = path.join(real, 'other/arxiv-feed-mirror_json');
const reconstructed = path.join(real, 'reconstructed/cs.CV_2026-04-17_2026-05-04');
const absent = !existsSync(mirror) || !existsSync(reconstructed);
if (absent) console.log('skipped: no recorded days of arXiv at', real);

// { date, order, counts } of the days that had an announcement, from the feeds themselves.
function recordedDays() {
    return readdirSync(reconstructed).filter(name => name.endsWith('.rss.xml')).sort()
        .map(name => ({ date: name.slice(0, 10),
            ...readFeed(readFileSync(path.join(reconstructed, name), 'utf8')) }))
        .filter(day => day.order.length > 0);
}

async function replay(t) {
    const folder = await temporaryFolder(t);
    await convert(mirror, reconstructed, folder);
    return FakeArxiv.start(t, { replay: folder, day: 1, categories: 'cs.CV,cs.LG,cs.RO',
        seed: false, days: false, 'per-day': false });
}

test('the real days of cs.CV: complete, in order, each ledger row as the feed counts',
    { skip: absent }, async t => {
        const fake = await replay(t);
        const days = recordedDays();
        const site = await Site.create(t, fake, { arxiv: { categories: 'cs.CV' } });
        for (let n = 1; n <= days.length; n++) {
            await fake.control({ day: n });
            const { code, error } = await site.ingest();
            assert.equal(code, 0, `${days[n - 1].date}: ${error}`);
        }
        await site.reading(async daemon => {
            const rows = ledgerRows((await daemon.json('/api/v1/ledger')).days);
            for (const day of days) {
                for (const section of sections) {
                    const row = rows.get(`${day.date} cs.CV ${section}`);
                    assert.equal(row?.announced, day.counts[section],
                        `${day.date} ${section}`);
                    assert.equal(row.stored, row.announced, `${day.date} ${section}`);
                }
                const { papers } = await wholeList(daemon, 'cs.CV', day.date);
                assert.deepEqual(papers.map(paper => paper.id), day.order, day.date);
                for (const paper of papers)
                    assert.equal(paper.section, day.items.get(paper.id).type, paper.id);
            }
        });
    });

test('a real day in several categories: unions once, a second run changes nothing',
    { skip: absent }, async t => {
        const fake = await replay(t);
        const site = await Site.create(t, fake, { arxiv: { categories: 'cs.CV cs.LG cs.RO' } });
        assert.equal((await site.ingest()).code, 0);
        const before = await site.reading(dump);
        const day = await fake.today();
        await site.reading(async daemon => {
            const { papers } = await wholeList(daemon, 'cs.CV,cs.LG,cs.RO', day.date);
            const ids = papers.map(paper => paper.id);
            assert.equal(new Set(ids).size, ids.length);
            const lists = Object.values(day.announced).flatMap(Object.values).flat();
            assert.deepEqual(new Set(ids), new Set(lists));
        });
        assert.equal((await site.ingest()).code, 0);
        assert.deepEqual(await site.reading(dump), before);
    });
