// A list page of 50 papers made anew for each request: the page cache is off. What the
// server says it took (Server-Timing) and what the client saw, one request at a time.
import { Agent, get } from 'node:http';
import { at, median } from './world.mjs';

const page = '/arxiv/cs.CL';
const warm_up = 30;
const requests = 500;
const median_max = 5;
const p99_max = 15;

function ask(url, agent) {
  return new Promise((done, failed) => {
    const began = performance.now();
    get(url, { agent, headers: { 'accept-encoding': 'gzip' } }, (answer) => {
      answer.resume();
      answer.on('end', () => done({
        status: answer.statusCode,
        client: performance.now() - began,
        server: Number(answer.headers['server-timing']?.match(/total;dur=([\d.]+)/)?.[1]),
      }));
    }).on('error', failed);
  });
}

// The answers of a server without a page cache.
export async function askOften(url, wanted = page) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const answers = [];
  for (let i = 0; i < warm_up + requests; i++) {
    const answer = await ask(url + wanted, agent);
    if (answer.status !== 200 || !(answer.server > 0)) throw new Error(`${wanted} was not made anew`);
    if (i >= warm_up) answers.push(answer);
  }
  agent.destroy();
  return answers;
}

export async function uncached(world) {
  const { child, url } = await world.startPaperfeed(await world.announced(),
    { PAPERFEED_LIMITS_CACHE: '0' });
  const answers = await askOften(url);
  await world.stop(child);
  const ms = (value) => `${value.toFixed(1)} ms`;
  return ['server', 'client'].flatMap((who) => {
    const taken = answers.map((answer) => answer[who]);
    const middle = median(taken);
    const late = at(taken, 0.99);
    return [
      { what: `a list of 50, seen by the ${who}, median of ${requests}`, target: `< ${median_max} ms`,
        measured: ms(middle), value: middle, met: middle < median_max },
      { what: `a list of 50, seen by the ${who}, p99`, target: `< ${p99_max} ms`,
        measured: ms(late), value: late, met: late < p99_max },
    ];
  });
}
