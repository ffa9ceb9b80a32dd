// Files of 50 and of 200 MB: what more of them costs in memory, and how fast they are read.
import { join } from 'node:path';
import { megabytes } from './usage.mjs';
import { writeBib, writeLines } from './venue_corpus.mjs';
import { load } from './venue_load.mjs';

const small_mb = 50, large_mb = 200;
const growth_max = 24 << 20;
const forms = [
  { name: 'JSON Lines', format: 'json', ending: 'jsonl', write: writeLines },
  { name: 'BibTeX', format: 'bibtex', ending: 'bib', write: writeBib },
];

async function loadInvented(world, { format, ending, write }, mb) {
  const file = join(world.scratch, `invented-${mb}.${ending}`);
  const count = write(file, mb << 20, 2024);
  const loaded = await load(world, world.newFolder(`${format}-${mb}`), format, '--venue', 'BENCH',
    '--year', '2031', file);
  if (loaded.report.added !== count) throw new Error(`${loaded.report.added} of ${count} were added`);
  return { ...loaded, count };
}

async function measure(world, form) {
  const small = await loadInvented(world, form, small_mb);
  const large = await loadInvented(world, form, large_mb);
  const growth = large.held - small.held;
  const child_growth = large.usage.child_peak - small.usage.child_peak;
  const { seconds } = large.usage;
  return [
    { what: `${large_mb} MB of ${form.name}, ${large.count} papers of one edition: `
      + `${(large_mb / seconds).toFixed(1)} MB a second`,
      measured: `${seconds.toFixed(1)} s`, value: seconds, met: null },
    { what: `more memory than for ${small_mb} MB: paperfeed (${megabytes(small.held)}), its parse child `
      + `(${megabytes(small.usage.child_peak)})`, target: `< ${megabytes(growth_max)} each`,
      measured: `${megabytes(growth)}, ${megabytes(child_growth)}`, value: growth,
      met: growth < growth_max && child_growth < growth_max },
  ];
}

export async function manyRecords(world) {
  const rows = [];
  for (const form of forms) rows.push(...await measure(world, form));
  return rows;
}
