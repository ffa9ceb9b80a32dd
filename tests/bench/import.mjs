// The corpus into an empty data folder: seconds, papers a second, peak memory.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { Usage, megabytes } from './usage.mjs';

const memory_max = 256 << 20;
const rate_min = 1000; // the whole dump of arXiv within an hour

export async function importing(world) {
  const data = world.newFolder('base');
  const usage = new Usage();
  const report = await world.import(data, (pid) => usage.watch(pid));
  usage.end();
  world.keepBase(data);
  const rate = report.read / usage.seconds;
  const peak = usage.own_peak + usage.child_peak;
  const size = statSync(join(data, 'paperfeed.db')).size;
  return [
    { what: `papers read a second (${report.read} in ${usage.seconds.toFixed(1)} s, ${report.added} added)`,
      target: `≥ ${rate_min}`, measured: rate.toFixed(0), value: rate, met: rate >= rate_min },
    { what: `peak memory (own ${megabytes(usage.own_peak)}, parse child ${megabytes(usage.child_peak)})`,
      target: `≤ ${megabytes(memory_max)}`, measured: megabytes(peak), value: peak, met: peak <= memory_max },
    { what: 'the database with its search index', measured: megabytes(size), value: size, met: null },
  ];
}
