// The query set over HTTP, with the page cache off: what the server says a page took
// (Server-Timing), the search in it, and what the client saw.
import { Agent, get } from 'node:http';

const repeats = 3;

const timing = (answer, part) =>
  Number(answer.headers['server-timing']?.match(new RegExp(`${part};dur=([\\d.]+)`))?.[1]);

function ask(url, agent) {
  return new Promise((done, failed) => {
    const began = performance.now();
    get(url, { agent }, (answer) => {
      answer.resume();
      answer.on('end', () => done({
        status: answer.statusCode, client: performance.now() - began,
        server: timing(answer, 'total'), search: timing(answer, 'search'),
      }));
    }).on('error', failed);
  });
}

// Milliseconds of each query's page, the best of a few: [{ server, search, client }].
export async function timePages(world, data, queries) {
  const { child, url } = await world.startPaperfeed(data, { PAPERFEED_LIMITS_CACHE: '0' });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const found = [];
  for (const { ours } of queries) {
    const answers = [];
    for (let i = 0; i < repeats; i++) answers.push(await ask(`${url}/search?query=${encodeURIComponent(ours)}`, agent));
    const bad = answers.find(({ status, server }) => status !== 200 || !(server > 0));
    if (bad) throw new Error(`${ours.slice(0, 100)}: status ${bad.status}`);
    const best = (who) => Math.min(...answers.map((answer) => answer[who]));
    found.push({ server: best('server'), search: best('search'), client: best('client') });
  }
  agent.destroy();
  await world.stop(child);
  return found;
}
