// Runs the measurements and prints them beside what was asked for; see scripts/bench.
import { mkdirSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cached } from './cached.mjs';
import { day } from './day.mjs';
import { faq } from './faq.mjs';
import { faqCached } from './faq_cached.mjs';
import { importing } from './import.mjs';
import { queue } from './queue.mjs';
import { search } from './search.mjs';
import { soak } from './soak.mjs';
import { start } from './start.mjs';
import { uncached } from './uncached.mjs';
import { venues } from './venues.mjs';
import { World } from './world.mjs';

const measurements = { import: importing, day, start, uncached, cached, queue, faq,
                       'faq-cached': faqCached, search, soak, venues };
const only_by_name = ['search', 'soak', 'venues'];

function readArguments(words) {
  const given = { build: 'build/release', papers: 120000, rounds: 5, minutes: 60, json: false, generated: false,
    only: [] };
  while (words.length > 0) {
    const word = words.shift();
    if (word === '--json') given.json = true;
    else if (word === '--generated') given.generated = true;
    else if (word === '--build' && words.length > 0) given.build = words.shift();
    else if (word === '--papers' && Number(words[0]) > 0) given.papers = Number(words.shift());
    else if (word === '--rounds' && Number(words[0]) > 0) given.rounds = Number(words.shift());
    else if (word === '--minutes' && Number(words[0]) > 0) given.minutes = Number(words.shift());
    else if (word in measurements) given.only.push(word);
    else return null;
  }
  return given;
}

// A row: { name, what, target, measured, unit, met }; met null: a figure without a target.
function print(rows) {
  const cells = rows.map((row) => [row.name, row.what, row.target ?? '–', row.measured,
    row.met === null ? '' : row.met ? 'met' : 'MISSED']);
  const table = [['bench', 'what', 'target', 'measured', ''], ...cells];
  const widths = table[0].map((_, at) => Math.max(...table.map((row) => row[at].length)));
  for (const row of table)
    console.log(row.map((cell, at) => cell.padEnd(widths[at])).join('  ').trimEnd());
}

async function main() {
  const given = readArguments(process.argv.slice(2));
  if (given === null) {
    console.error('usage: scripts/bench [--json] [--papers N] [--rounds N] [--minutes N] '
      + `[--build DIR] [--generated] [${Object.keys(measurements).join(' ')}]`);
    return 2;
  }
  const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
  const folder = resolve(root, 'build/bench');
  mkdirSync(folder, { recursive: true });
  const world = new World({ root, folder, ...given, build: resolve(root, given.build) });
  const load = loadavg()[0].toFixed(1);
  const rows = [];
  try {
    for (const [name, measure] of Object.entries(measurements)) {
      const wanted = given.only.length > 0 ? given.only.includes(name) : !only_by_name.includes(name);
      if (!wanted) continue;
      world.say(`measuring ${name}`);
      for (const row of await measure(world)) rows.push({ name, ...row });
    }
  } finally {
    await world.end();
  }
  const machine = { cpus: cpus().length, model: cpus()[0]?.model, memory: totalmem(),
                    load, papers: world.papers, scale: world.scale, corpus: world.corpusName };
  if (given.json) console.log(JSON.stringify({ machine, rows }, null, 2));
  else {
    console.log(`${machine.cpus} × ${machine.model}, load before ${load}; ${machine.papers} papers `
      + `(${machine.corpus}${machine.scale ? `; repeated to ${machine.scale}` : ''})\n`);
    print(rows);
  }
  return rows.some((row) => row.met === false) ? 1 : 0;
}

process.exitCode = await main();
