// The whole ACL Anthology into an empty data folder and once more, and beside the papers of
// arXiv: its recorded state where it lies beside the checkout, else invented files of the
// same number and size.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Usage, heldBy, megabytes } from './usage.mjs';
import { anthology, writeAnthology } from './venue_corpus.mjs';

const archive = '../shared/real/venues/acl-anthology/all_xml_2024-08-15.tar.gz';
const seconds_max = 90;
const memory_max = 300 << 20;
const look_every_ms = 20;

// The import's report, what it used, and the most memory of its own that it held.
export async function load(world, data, ...words) {
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

function findFiles(world) {
  const folder = join(world.scratch, 'anthology');
  const name = !world.generated && existsSync(join(world.root, archive)) ? 'real' : 'invented';
  world.say(`unpacking or writing the ${name} Anthology`);
  if (name === 'invented') {
    writeAnthology(folder, 2024);
    return { folder, name };
  }
  mkdirSync(folder);
  const words = ['-xzf', join(world.root, archive), '-C', folder, '--transform', 's,.*/,,',
    '--wildcards', '*.xml'];
  if (spawnSync('tar', words, { stdio: 'inherit' }).status !== 0)
    throw new Error('the Anthology cannot be unpacked');
  return { folder, name };
}

function firstRows({ usage, report }, name) {
  const { own, children } = usage.processor;
  const abstracts = report.editions.reduce((sum, edition) => sum + edition.abstracts, 0);
  const peak = usage.own_peak + usage.child_peak;
  return [
    { what: `the Anthology (${name}): ${anthology.files} files`,
      target: `${anthology.papers} papers, ${anthology.abstracts} abstracts`,
      measured: `${report.added}, ${abstracts}; ${report.editions.length} editions`, value: report.added,
      met: report.added === anthology.papers && abstracts === anthology.abstracts },
    { what: 'loaded with the search index', target: `< ${seconds_max} s`,
      measured: `${usage.seconds.toFixed(1)} s`, value: usage.seconds, met: usage.seconds < seconds_max },
    { what: 'of that, processor time of paperfeed, of its parse children',
      measured: `${own.toFixed(1)} s, ${children.toFixed(1)} s`, value: own + children, met: null },
    { what: `peak memory (own ${megabytes(usage.own_peak)}, parse child ${megabytes(usage.child_peak)})`,
      target: `< ${megabytes(memory_max)}`, measured: megabytes(peak), value: peak, met: peak < memory_max },
  ];
}

// Beside arXiv, each paper's twin is looked for.
async function besideArxiv(world, folder) {
  const data = world.copyFolder(await world.base(), 'beside');
  const { usage: { seconds, processor } } = await load(world, data, 'acl', folder);
  return { what: `loaded beside ${world.papers} papers of arXiv, twins looked for (processor time: `
    + `${processor.own.toFixed(1)} s, ${processor.children.toFixed(1)} s)`,
    measured: `${seconds.toFixed(1)} s`, value: seconds, met: null };
}

// { rows, data, editions }: the folder that was loaded, and the report's editions.
export async function wholeAnthology(world) {
  const { folder, name } = findFiles(world);
  if (readdirSync(folder).length !== anthology.files) throw new Error(`${folder} has other files`);
  const data = world.newFolder('venues');
  const first = await load(world, data, 'acl', folder);
  const size = statSync(join(data, 'paperfeed.db')).size;
  const { usage, report } = await load(world, data, 'acl', folder);
  const touched = report.added + report.changed;
  return { data, editions: first.report.editions, rows: [
    ...firstRows(first, name),
    { what: 'the database', measured: megabytes(size), value: size, met: null },
    { what: `loaded again (${usage.seconds.toFixed(1)} s): papers that change`, target: '0',
      measured: `${touched}`, value: touched,
      met: touched === 0 && report.unchanged === anthology.papers },
    await besideArxiv(world, folder),
  ] };
}
