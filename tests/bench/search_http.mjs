// The query set over HTTP, with the page cache off: what the server says a page took
// (Server-Timing). Beside it, what the client saw.
import { Agent, get } from 'node:http';

const repeats = 3;

function ask(url, agent) {
  return new Promise((done, failed) => {
    const began = performance.now();
    get(url, { agent }, (answer) => {
      answer.resume();
      answer.on('end', () => done({
        status: answer.statusCode, client: performance.now() - began,
        server: Number(answer.headers['server-timing']?.match(/total;dur=([\d.]+)/)?.[1]),
      }));
    }).on('error', failed);
  });
}

// Milliseconds of each query's page, the best of a few: [{ server, client }].
export async function timePages(world, data, queries) {
  const { child, url } = await world.startPaperfeed(data, { PAPERFEED_LIMITS_CACHE: '0' });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const found = [];
  for (const { ours } of queries) {
    const answers = [];
    for (let i = 0; i < repeats; i++) answers.push(await ask(`${url}/search?query=${encodeURIComponent(ours)}`, agent));
    const bad = answers.find(({ status, server }) => status !== 200 || !(server > 0));
    if (bad) throw new Error(`${ours.slice(0, 100)}: status ${bad.status}`);
    found.push({ server: Math.min(...answers.map(({ server }) => server)),
      client: Math.min(...answers.map(({ client }) => client)) });
  }
  agent.destroy();
  await world.stop(child);
  return found;
}
