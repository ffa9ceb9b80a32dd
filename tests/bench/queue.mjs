// How many jobs a second the queue hands out and takes back, each commit on disk
// (tests/bench/queue.c, on a database of its own).
import { existsSync, mkdirSync } from 'node:fs';
import { median } from './world.mjs';

const rate_min = 2000;

async function run(world, round) {
  const folder = world.newFolder(`queue-${round}`);
  mkdirSync(folder);
  const child = world.start(world.queue_bench, [folder]);
  let text = '';
  child.stdout.on('data', (piece) => { text += piece; });
  const code = await child.ended;
  if (code !== 0) throw new Error(`queue_bench ended with ${code}`);
  return JSON.parse(text);
}

export async function queue(world) {
  if (!existsSync(world.queue_bench)) throw new Error(`${world.queue_bench} is missing`);
  const found = [];
  for (let round = 0; round < world.rounds; round++) found.push(await run(world, round));
  const value = median(found.map(({ per_second }) => per_second));
  return [{ what: `jobs handed out and finished a second, durably (${found[0].jobs} jobs)`,
            target: `> ${rate_min}`, measured: value.toFixed(0), value, met: value > rate_min }];
}
