// Turns recorded days of one category into day files for `fake_arxiv --replay`.
//
//   node tests/support/replay_days.mjs MIRROR RSS OUT
//
// MIRROR: a folder of <date>.json, a day each: { date, papers: [{ arxiv_id, title,
// abstract, authors, comment, primary_category, categories, announce_type }] }. RSS: a
// folder of <date>.rss.xml of the same days, for versions and licences. What other
// categories were told follows from each paper's own categories. The form of the day
// files is in world_replay.c.
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const element = (item, name) => new RegExp(`<${name}[^>]*>([^<]*)</${name}>`).exec(item)?.[1];

// The items of a feed by id, and how many of each kind it announces.
export function readFeed(rss) {
    const items = new Map();
    const order = [];
    const counts = { new: 0, cross: 0, replace: 0, 'replace-cross': 0 };
    for (const item of rss.split('<item>').slice(1)) {
        const [, id, version] = /oai:arXiv\.org:(\S+)v(\d+)</.exec(item);
        const type = element(item, 'arxiv:announce_type');
        items.set(id, {
            version: Number(version), type, license: element(item, 'dc:rights') ?? null,
            doi: element(item, 'arxiv:DOI') ?? null,
            journal_ref: element(item, 'arxiv:journal_reference') ?? null,
        });
        counts[type]++;
        order.push(id);
    }
    return { items, order, counts };
}

// Line feeds of a recorded text are folded, but for paragraphs (a feed and two blanks).
const unwrapped = text => text.trim().replace(/\n(?!  )/g, ' ');

export function dayFile(day, feed) {
    return {
        date: day.date,
        announcements: (day.papers ?? []).map(paper => {
            const item = feed.items.get(paper.arxiv_id) ?? {};
            return {
                action: paper.announce_type.startsWith('replace') ? 'replace' : 'new',
                id: paper.arxiv_id, version: item.version ?? 1,
                title: unwrapped(paper.title).replace(/\s+/g, ' '),
                abstract: unwrapped(paper.abstract),
                authors: paper.authors, comment: paper.comment || null,
                categories: [paper.primary_category,
                    ...paper.categories.filter(one => one !== paper.primary_category)],
                license: item.license ?? null, doi: item.doi ?? null,
                journal_ref: item.journal_ref ?? null,
            };
        }),
    };
}

export async function convert(mirror, rss, out) {
    await mkdir(out, { recursive: true });
    for (const name of (await readdir(mirror)).filter(one => one.endsWith('.json')).sort()) {
        const day = JSON.parse(await readFile(path.join(mirror, name), 'utf8'));
        const feed = readFeed(await readFile(path.join(rss, `${day.date}.rss.xml`), 'utf8'));
        await writeFile(path.join(out, name), JSON.stringify(dayFile(day, feed), null, 1));
    }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
    const folders = process.argv.slice(2);
    if (folders.length !== 3) {
        console.error('usage: node replay_days.mjs MIRROR RSS OUT');
        process.exit(2);
    }
    await convert(...folders);
}
