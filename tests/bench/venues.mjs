// Proceedings into an empty data folder: the whole ACL Anthology, where its recorded
// state lies beside the checkout, twice; and 200 MB of JSON Lines against 50.
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Usage, heldBy, megabytes } from './usage.mjs';

const archive = '../shared/real/venues/acl-anthology/all_xml_2024-08-15.tar.gz';
const anthology = { files: 1321, papers: 95336, abstracts: 52012 };
const seconds_max = 90;
const memory_max = 300 << 20;
const growth_max = 24 << 20; // of memory, from 50 MB to 200
const look_every_ms = 20;

async function load(world, data, ...words) {
  const child = world.start(world.paperfeed,
    ['import', ...words, '--json', '--data', data, '--config', '/dev/null']);
  const usage = new Usage();
  let text = '', held = 0;
  usage.watch(child.pid);
  const timer = setInterval(() => { held = Math.max(held, heldBy(child.pid)); }, look_every_ms);
  child.stdout.setEncoding('utf8').on('data', (piece) => { text += piece; });
  const code = await child.ended;
  clearInterval(timer);
  usage.end();
  if (code !== 0) throw new Error(`import ${words.join(' ')} ended with ${code}`);
  return { usage, held, report: JSON.parse(text) };
}

const sum = (list, member) => list.reduce((total, item) => total + item[member], 0);

function unpack(world) {
  const folder = join(world.scratch, 'anthology');
  mkdirSync(folder);
  const words = ['-xzf', join(world.root, archive), '-C', folder, '--transform', 's,.*/,,',
    '--wildcards', '*.xml'];
  if (spawnSync('tar', words, { stdio: 'inherit' }).status !== 0)
    throw new Error('the Anthology cannot be unpacked');
  return folder;
}

async function wholeAnthology(world) {
  if (!existsSync(join(world.root, archive)))
    return [{ what: 'the ACL Anthology: its recorded state is not here', measured: '–',
      value: null, met: null }];
  const folder = unpack(world), data = world.newFolder('venues');
  const first = await load(world, data, 'acl', folder);
  const again = await load(world, data, 'acl', folder);
  const { added, editions } = first.report;
  const abstracts = sum(editions, 'abstracts');
  const peak = Math.max(first.usage.own_peak, first.usage.child_peak);
  const { own, children } = first.usage.processor;
  return [
    { what: `the ACL Anthology: ${anthology.files} files`, target: `${anthology.papers} papers, `
      + `${anthology.abstracts} abstracts`, measured: `${added} papers, ${abstracts} abstracts, `
      + `${editions.length} editions`, value: added,
      met: added === anthology.papers && abstracts === anthology.abstracts },
    { what: 'loaded with the search index and its twins looked for', target: `< ${seconds_max} s`,
      measured: `${first.usage.seconds.toFixed(1)} s`, value: first.usage.seconds,
      met: first.usage.seconds < seconds_max },
    { what: 'of that, processor time of paperfeed, of its parse children',
      measured: `${own.toFixed(1)} s, ${children.toFixed(1)} s`, value: own + children, met: null },
    { what: `peak memory (own ${megabytes(first.usage.own_peak)}, a parse child `
      + `${megabytes(first.usage.child_peak)})`, target: `< ${megabytes(memory_max)}`,
      measured: megabytes(peak), value: peak, met: peak < memory_max },
    { what: 'loaded again: papers that change', target: '0',
      measured: `${again.report.added + again.report.changed} in ${again.usage.seconds.toFixed(1)} s`,
      value: again.usage.seconds, met: again.report.unchanged === anthology.papers },
    { what: 'the database', measured: megabytes(statSync(join(data, 'paperfeed.db')).size),
      value: statSync(join(data, 'paperfeed.db')).size, met: null },
  ];
}

// Lines of about 2 kB with words of their own, so that the index has its work.
function writeLines(file, bytes) {
  const out = openSync(file, 'w');
  let written = 0, number = 0;
  const word = (i) => `w${((i * 2654435761) >>> 8) % 50021}`;
  while (written < bytes) {
    let piece = '';
    for (let i = 0; i < 500; i++) {
      number++;
      const abstract = Array.from({ length: 250 }, (_, at) => word(number * 251 + at)).join(' ');
      piece += `${JSON.stringify({ id: `b${number}`, title: `Paper ${number} on ${word(number)}`,
        authors: [`Ada ${word(number)}`, 'Bo Two'], abstract, group: number % 5 ? 'Poster' : 'Oral' })}\n`;
    }
    writeSync(out, piece);
    written += piece.length;
  }
  closeSync(out);
  return number;
}

async function lines(world, megabytes_) {
  const file = join(world.scratch, `lines-${megabytes_}.jsonl`);
  const count = writeLines(file, megabytes_ << 20);
  const loaded = await load(world, world.newFolder(`lines-${megabytes_}`), 'json', '--venue', 'BENCH',
    '--year', '2031', file);
  if (loaded.report.added !== count) throw new Error(`${loaded.report.added} of ${count} were added`);
  return { ...loaded, count };
}

async function manyLines(world) {
  const small = await lines(world, 50), large = await lines(world, 200);
  const growth = large.held - small.held;
  const child_growth = large.usage.child_peak - small.usage.child_peak;
  return [
    { what: `200 MB of JSON Lines: ${large.count} papers of one edition`,
      measured: `${large.usage.seconds.toFixed(1)} s`, value: large.usage.seconds, met: null },
    { what: `more memory than for 50 MB: held by paperfeed (${megabytes(small.held)}), by the parse `
      + `child (${megabytes(small.usage.child_peak)})`, target: `< ${megabytes(growth_max)} each`,
      measured: `${megabytes(growth)}, ${megabytes(child_growth)}`, value: growth,
      met: growth < growth_max && child_growth < growth_max },
  ];
}

export async function venues(world) {
  return [...await wholeAnthology(world), ...await manyLines(world)];
}
