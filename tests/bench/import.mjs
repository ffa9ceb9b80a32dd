// The corpus into an empty data folder: seconds, papers a second, peak memory.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { Usage, megabytes } from './usage.mjs';

const memory_max = 200 << 20;
const rate_min = 2000; // 120,000 papers in 60 s

export async function importing(world) {
  const data = world.newFolder('base');
  const usage = new Usage();
  const report = await world.import(data, (pid) => usage.watch(pid));
  usage.end();
  world.keepBase(data, usage.seconds);
  const rate = report.read / usage.seconds;
  const seconds_max = report.read / rate_min;
  const { own, children } = usage.processor;
  const peak = usage.own_peak + usage.child_peak;
  const size = statSync(join(data, 'paperfeed.db')).size;
  return [
    { what: `${report.read} papers imported with the search index (${rate.toFixed(0)} a second)`,
      target: `< ${seconds_max.toFixed(0)} s`, measured: `${usage.seconds.toFixed(1)} s`,
      value: usage.seconds, met: usage.seconds < seconds_max },
    { what: 'of that, processor time of paperfeed, of its parse child',
      measured: `${own.toFixed(1)} s, ${children.toFixed(1)} s`, value: own + children, met: null },
    { what: `peak memory (own ${megabytes(usage.own_peak)}, parse child ${megabytes(usage.child_peak)})`,
      target: `< ${megabytes(memory_max)}`, measured: megabytes(peak), value: peak, met: peak < memory_max },
    { what: 'the database with its search index', measured: megabytes(size), value: size, met: null },
  ];
}
