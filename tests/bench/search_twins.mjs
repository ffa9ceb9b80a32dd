// Are papers that exist as an arXiv paper and as a venue's entry linked, and no others?
// Real entries of proceedings beside the real arXiv papers; which belong together is told
// by an exact title and a family name in common, apart from how paperfeed does it.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Asked } from './asked.mjs';
import { chance } from './corpus.mjs';
import { familyOf, keyOf, pick, sample } from './papers.mjs';
import { readVenues } from './venue_files.mjs';

const folder = '../shared/real/venues';
const seed = 404;
const year_max = 2020;
const others = 5000;
const hard = 100; // of each of two sorts
const linked_min = 0.95;
const same_abstract = 0.5;

const familiesOf = (one) => one.families ?? new Set(one.names.map(familyOf));
const shared = (a, b) => [...a].filter((name) => b.has(name)).length;
const bare = (title) => keyOf(title.replace(/\([^)]*\)/g, '')); // without "(extended version)"
const words = (title) => new Set(keyOf(title).split(' '));
function alike(a, b) {
  const [one, two] = [words(a), words(b)];
  const both = shared(one, two);
  return both / (one.size + two.size - both);
}

function byKey(items, key) {
  const found = new Map();
  for (const item of items) {
    if (!found.has(key(item))) found.set(key(item), []);
    found.get(key(item)).push(item);
  }
  return found;
}

// Each entry: twins, those of the same title and a name in common; unsure: of the same
// title without one.
function judge(entries, papers) {
  const titles = byKey(papers, ({ title }) => keyOf(title));
  for (const entry of entries) {
    entry.families = new Set(entry.authors.map(familyOf));
    const same = titles.get(keyOf(entry.title)) ?? [];
    entry.twins = same.filter((paper) => shared(entry.families, familiesOf(paper)) > 0).map(({ key }) => key);
    entry.unsure = same.length > 0 && entry.twins.length === 0;
  }
}

// The title of one paper, the names of another, the abstract of a third.
function strangers(draw, papers) {
  return Array.from({ length: hard }, (_, at) => {
    const one = pick(draw, papers);
    let other = pick(draw, papers);
    while (shared(familiesOf(one), familiesOf(other)) > 0) other = pick(draw, papers);
    return { key: `stranger-${at}@BENCH`, title: one.title, abstract: pick(draw, papers).abstract, authors: other.names };
  });
}

// Other works of the same people whose titles are most alike, by their abstracts not the
// same work told again; arXiv's copy is left out.
function siblings(papers) {
  const people = byKey(papers.flatMap((paper) => [...familiesOf(paper)].map((name) => ({ name, paper }))),
    ({ name }) => name);
  const pairs = [...people.values()].filter((group) => group.length < 40).flatMap((group) =>
    group.flatMap(({ paper: one }, at) => group.slice(at + 1)
      .filter(({ paper: other }) => bare(one.title) !== bare(other.title)
        && shared(familiesOf(one), familiesOf(other)) > 1 && alike(one.abstract, other.abstract) < same_abstract)
      .map(({ paper: other }) => ({ one, other, near: alike(one.title, other.title) }))));
  const chosen = new Map();
  for (const { one, other } of pairs.filter(({ near }) => near < 1).sort((a, b) => b.near - a.near)) {
    if (chosen.size === hard) break;
    if (!chosen.has(one.key) && ![...chosen.values()].some((kept) => kept.key === one.key)) chosen.set(other.key, one);
  }
  return [...chosen.keys()].map((left_out, at) => {
    const { title, abstract, names } = papers.find(({ key }) => key === left_out);
    return { key: `sibling-${at}@BENCH`, title, abstract, authors: names, left_out, beside: chosen.get(left_out).title };
  });
}

const asPaper = (branch, { key, title, abstract, authors, categories = [], row, venue = 'ACL.2019' }) =>
  JSON.stringify({ branch, key, title, abstract: abstract || null, authors: authors.slice(0, 2000), categories,
    venue: branch === 1 ? venue : null, published: row ? Number(BigInt(row) >> 20n) * 86400 : 0 });

async function put(bench, file, lines) {
  for (let at = 0; at < lines.length; at += 4000) {
    writeFileSync(file, `${lines.slice(at, at + 4000).join('\n')}\n`);
    await bench.ask('put', file);
  }
}

function verdict(entry, keys) {
  if (entry.twins?.length > 0) return keys.some((key) => entry.twins.includes(key)) ? 'linked' : 'missed';
  if (keys.length === 0 || entry.unsure) return 'quiet';
  return 'extra';
}

const compare = (entry, paper) => ({ entry: entry.title, paper: paper.title, titles: alike(entry.title, paper.title),
  abstracts: alike(entry.abstract, paper.abstract), names: shared(entry.families, familiesOf(paper)) });

function rows(entries, negatives, links, papers) {
  const stored = new Map(papers.map((paper) => [paper.key, paper]));
  const judged = entries.map((entry) => ({ entry, keys: links.get(entry.key), is: verdict(entry, links.get(entry.key)) }));
  const of = (name) => judged.filter(({ is }) => is === name);
  const [linked, missed] = [of('linked').length, of('missed')];
  const extra = of('extra').map(({ entry, keys }) => compare(entry, stored.get(keys[0])));
  const wrong = extra.filter(({ titles, abstracts, names }) => names === 0 || (titles < 0.4 && abstracts < same_abstract));
  const fooled = negatives.filter(({ key }) => links.get(key).length > 0);
  const whole = linked + missed.length;
  return [
    { what: `entries of proceedings whose arXiv paper is stored (${whole}) are linked to it`, target: '≥ 95 %',
      measured: `${(100 * linked / whole).toFixed(1)} %`, value: linked / whole, met: linked / whole >= linked_min,
      missed: missed.map(({ entry }) => ({ title: entry.title, authors: entry.authors, twins: entry.twins })) },
    { what: `false links among ${negatives.length} hard cases (a stranger's title; another work of the same people)`,
      target: '0', measured: `${fooled.length}`, value: fooled.length, met: fooled.length === 0,
      missed: fooled.map(({ key, title, beside }) => ({ key, title, beside, links: links.get(key) })) },
    { what: `links beyond equal titles (${extra.length}) without a name, or a title or abstract alike`, target: '0',
      measured: `${wrong.length}`, value: wrong.length, met: wrong.length === 0, missed: extra },
  ];
}

export async function twinRows(world, papers) {
  const all = readVenues(join(world.root, folder), world.newFolder('venues'), year_max);
  if (all.length === 0 || world.corpusName !== 'real') {
    world.say('no recorded proceedings beside the checkout: twins are not measured');
    return [];
  }
  const draw = chance(seed);
  const near = papers.filter(({ categories }) => categories.some((code) => /^(cs\.|stat\.ML|cmp-lg)/.test(code)));
  const hidden = siblings(near);
  const out = new Set(hidden.map(({ left_out }) => left_out));
  const stored = near.filter(({ key }) => !out.has(key));
  const negatives = [...strangers(draw, stored), ...hidden];
  judge(all, stored);
  const told = all.filter(({ twins, unsure }) => twins.length > 0 || unsure);
  const entries = [...told, ...sample(draw, all.filter((entry) => !told.includes(entry)), others)];
  const bench = new Asked(world, world.search_bench, world.newFolder('twins'));
  const file = join(world.scratch, 'twins.jsonl');
  await put(bench, file, stored.map((paper) => asPaper(0, { ...paper, authors: paper.names })));
  await put(bench, file, [...entries, ...negatives].map((entry) => asPaper(1, entry)));
  const report = await bench.ask('link');
  const links = new Map();
  for (const { key } of [...entries, ...negatives]) links.set(key, (await bench.ask('twins', key)).keys);
  await bench.end();
  const each = report.us / report.looked_at / 1000;
  return [...rows(entries, negatives, links, stored),
    { what: `the linker, a paper (${report.looked_at} looked at, ${report.linked} linked)`,
      measured: `${each.toFixed(2)} ms`, value: each, met: null }];
}
