// Search on real papers, at every day's size and, with --papers 3000000, on as many as
// arXiv has: speed beside Xapian and FTS5's bm25() in the same run, size, what a commit
// takes, and whether what is asked for is found.
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Asked } from './asked.mjs';
import { readPapers } from './papers.mjs';
import { timePages } from './search_http.mjs';
import { drawQueries } from './search_queries.mjs';
import { qualityRows } from './search_quality.mjs';
import { repeatCorpus } from './search_scale.mjs';
import { ms, speedRows, spread, timeQueries } from './search_speed.mjs';
import { twinRows } from './search_twins.mjs';
import { Usage, megabytes } from './usage.mjs';
import { at, median } from './world.mjs';

const index_share_max = 0.6;
const related_max = 20;
const list_max = 10;
const list_papers = 500;
const day_papers = 1500;
const day_seconds_max = 1;
const scale = { median: 10, p99: 80, worst: 250 };
const preference = 'learning^2 neural network deep -survey graph language model quantum diffusion^3 attention '
  + 'transformer optimization bayesian inference kernel sparse robust "reinforcement learning" image stochastic';

const sizeOf = (folder) => (existsSync(folder) ? readdirSync(folder, { withFileTypes: true, recursive: true })
  .filter((entry) => entry.isFile())
  .reduce((sum, entry) => sum + statSync(join(entry.parentPath ?? entry.path, entry.name)).size, 0) : 0);

function importRow(papers, seconds, data) {
  return { what: `${papers} papers imported with the index (${(papers / seconds).toFixed(0)} a second); database, index: `
      + `${megabytes(statSync(join(data, 'paperfeed.db')).size)}, ${megabytes(sizeOf(join(data, 'index')))}`,
    measured: `${seconds.toFixed(0)} s`, value: seconds, met: null };
}

function sizeRow(data, { text_bytes, table_bytes }) {
  const bytes = sizeOf(join(data, 'index')) + table_bytes;
  const value = bytes / text_bytes;
  return { what: `the index (${megabytes(bytes)}) against the text (${megabytes(text_bytes)})`,
           target: `≤ ${index_share_max}`, measured: value.toFixed(2), value, met: value <= index_share_max };
}

// Keys of stored papers of all sorts: what the queries find first.
async function someKeys(bench, queries) {
  const keys = new Set();
  for (const { ours } of queries)
    for (const { key } of (await bench.ask('titles', 3, ours)).papers) keys.add(key);
  return [...keys];
}

async function relatedRow(world, bench, queries) {
  const times = [];
  for (const key of (await someKeys(bench, queries)).slice(0, 250))
    times.push((await bench.time('related', key)).ms);
  const worst = Math.max(...times);
  return { what: `related papers of ${times.length} papers: median, p99, worst`, target: `< ${related_max} ms`,
           measured: spread(times), value: worst, met: worst < related_max };
}

async function listRow(world, bench, queries) {
  const words = queries.filter(({ kind }) => kind === 'one common word').map(({ ours }) => ours);
  const { papers } = await bench.ask('titles', list_papers, words.join(' OR '));
  const file = join(world.scratch, 'announced');
  const day = new Date().toISOString().slice(0, 10);
  writeFileSync(file, `${papers.map(({ key }) => key).join('\n')}\n`);
  await bench.ask('announce', 'cs.LG', day, file);
  const plain = await bench.time('list', 'cs.LG', day);
  const sorted = await bench.time('list', 'cs.LG', day, preference);
  if (sorted.total !== list_papers) throw new Error(`a list of ${sorted.total} papers`);
  return { what: `a list of ${list_papers} by 20 words of the reader, its first 25 (in arXiv's order ${ms(plain.ms)})`,
           target: `< ${list_max} ms`, measured: ms(sorted.ms), value: sorted.ms, met: sorted.ms < list_max };
}

// Real texts once more as the papers of today.
async function dayRow(world, bench, papers) {
  const file = join(world.scratch, 'day');
  const times = [];
  for (let round = 0; round < 3; round++) {
    writeFileSync(file, papers.slice(round * day_papers, (round + 1) * day_papers).map((paper, at) => JSON.stringify({
      branch: 0, key: `${2701 + round}.${`${at + 1}`.padStart(5, '0')}`, title: paper.title, abstract: paper.abstract,
      authors: paper.names, categories: paper.categories, published: Math.floor(Date.now() / 1000) })).join('\n'));
    const { us, added } = await bench.ask('put', file);
    if (added !== day_papers) throw new Error(`${added} papers were added`);
    times.push(us / 1e6);
  }
  const value = median(times);
  return { what: `a commit of ${day_papers} new papers, median of ${times.length} (worst ${Math.max(...times).toFixed(2)} s)`,
           target: `< ${day_seconds_max} s`, measured: `${value.toFixed(2)} s`, value, met: value < day_seconds_max };
}

async function buildPeer(world, program, folder, documents) {
  if (!existsSync(program)) {
    world.say(`${program} is missing: measured without it`);
    return null;
  }
  const peer = new Asked(world, program, folder);
  await peer.ask('build', documents);
  return peer;
}

function httpRows(pages) {
  const names = { search: 'the search in it', server: 'seen by the server', client: 'seen by the client' };
  return Object.entries(names).map(([who, name]) => {
    const times = pages.map((one) => one[who]);
    return { what: `/search?query=… over HTTP without the page cache, ${name}: median, p99, worst`,
             measured: spread(times), value: median(times), met: null };
  });
}

function keep(world, name, queries, times, rows) {
  const file = join(world.folder, `search-${name}.json`);
  writeFileSync(file, `${JSON.stringify({ queries: queries.map((query, number) => ({ ...query, ms: times[number] })), rows },
    null, 1)}\n`);
  world.say(`each query's figures: ${file}`);
}

async function everyDay(world) {
  const data = world.copyFolder(await world.base(), 'search');
  const bench = new Asked(world, world.search_bench, data);
  const documents = join(world.scratch, 'documents');
  const told = await bench.ask('documents', documents);
  const papers = await readPapers(documents);
  const queries = drawQueries(papers);
  writeFileSync(join(world.folder, `queries-${world.corpusName}.jsonl`),
    `${queries.map((query) => JSON.stringify(query)).join('\n')}\n`);
  world.say('indexing for the peers');
  const xapian = await buildPeer(world, world.xapian_peer, world.newFolder('xapian'), documents);
  const bm25 = await buildPeer(world, world.fts5_peer, world.newFolder('fts5.db'), documents);
  const times = await timeQueries(world, { ours: bench, ...(xapian && { xapian }), ...(bm25 && { bm25 }), page: bench }, queries);
  const peers = [xapian, bm25].filter(Boolean);
  for (const peer of peers) await peer.end();
  world.say('quality');
  const rows = [
    importRow(told.papers, world.baseSeconds, data),
    sizeRow(data, told),
    ...speedRows(queries, times),
    await relatedRow(world, bench, queries),
    ...await qualityRows(bench, papers),
    await listRow(world, bench, queries),
    await dayRow(world, bench, papers),
  ];
  await bench.end();
  const pages = await timePages(world, await world.base(), queries);
  rows.push(...httpRows(pages));
  world.say('twins');
  rows.push(...await twinRows(world, papers));
  keep(world, `${told.papers}`, queries, times.map((one, number) => ({ ...one, http: pages[number].server })), rows);
  return { rows, queries, papers };
}

async function importMany(world, data) {
  const part = join(world.scratch, 'part.jsonl');
  let done = 0;
  let seconds = 0;
  let peak = 0;
  await repeatCorpus(world.corpus(), part, world.scale, async (file, count) => {
    const usage = new Usage();
    await world.import(data, (pid) => usage.watch(pid), file);
    usage.end();
    done += count;
    seconds += usage.seconds;
    peak = Math.max(peak, usage.own_peak + usage.child_peak);
    world.say(`${done} papers in ${seconds.toFixed(0)} s`);
  });
  rmSync(part);
  return { seconds, peak };
}

function scaleRows(what, times) {
  const figures = { median: median(times), p99: at(times, 0.99), worst: Math.max(...times) };
  return Object.entries(figures).map(([name, value]) => (
    { what: `${what}: ${name} of ${times.length} queries`, target: `< ${scale[name]} ms`, measured: ms(value), value,
      met: value < scale[name] }));
}

async function atScale(world, queries, papers) {
  const data = world.newFolder('scale');
  const { seconds, peak } = await importMany(world, data);
  const bench = new Asked(world, world.search_bench, data);
  const told = await bench.ask('documents', '/dev/null');
  const again = queries.map((query) => ({ ...query }));
  const times = await timeQueries(world, { ours: bench, page: bench }, again);
  const rows = [
    importRow(told.papers, seconds, data),
    { what: 'peak memory of the import, parse child included', measured: megabytes(peak), value: peak, met: null },
    sizeRow(data, told),
    ...scaleRows('top 20', times.map(({ ours }) => ours)),
    ...scaleRows('with counts and records', times.map(({ page }) => page)),
    ...speedRows(again, times).slice(2),
    await relatedRow(world, bench, again),
  ];
  rows.push(await listRow(world, bench, again), await dayRow(world, bench, papers));
  await bench.end();
  const pages = await timePages(world, data, again);
  rows.push(...httpRows(pages));
  keep(world, `${told.papers}`, again, times.map((one, number) => ({ ...one, http: pages[number].server })), rows);
  return rows.map((row) => ({ ...row, what: `at ${told.papers}: ${row.what}` }));
}

export async function search(world) {
  if (!existsSync(world.search_bench)) throw new Error(`${world.search_bench} is missing`);
  const { rows, queries, papers } = await everyDay(world);
  return world.scale > 0 ? [...rows, ...await atScale(world, queries, papers)] : rows;
}
