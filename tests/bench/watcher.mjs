// A reader's connection to an event stream, as cheap as a client can be: what came is kept
// as bytes, and only looked at when the stream has ended.
import { Agent, get } from 'node:http';

const agent = new Agent({ keepAlive: false, maxSockets: Infinity });

// `begun` resolves with the first piece, `ended` with whether the stream came to its end.
export function watch(url) {
  const watcher = { pieces: [] };
  watcher.begun = new Promise((begun, failed) => {
    watcher.ended = new Promise((ended) => {
      watcher.request = get(url, { agent, headers: { accept: 'text/event-stream' } }, (answer) => {
        if (answer.statusCode !== 200) {
          answer.resume();
          failed(new Error(`${url} answered ${answer.statusCode}`));
          ended(false);
          return;
        }
        answer.on('data', (piece) => {
          watcher.pieces.push(piece);
          begun();
        });
        answer.on('end', () => ended(true));
        answer.on('error', () => ended(false));
      });
      watcher.request.on('error', (error) => {
        failed(error);
        ended(false);
      });
    });
  });
  watcher.begun.catch(() => {});
  watcher.leave = () => watcher.request.destroy();
  return watcher;
}

// [name, data, …] of all events but those about the queue.
export function eventsOf(watcher) {
  return Buffer.concat(watcher.pieces).toString().split('\n\n')
    .map((frame) => /^event: (\w+)$/m.exec(frame)?.[1] + ' ' + /^data: (.*)$/m.exec(frame)?.[1])
    .filter((event) => !/^(state|undefined) /.test(event));
}

export async function ask(url, id, query = '', headers = {}) {
  const answer = await fetch(`${url}/api/v1/arxiv/${id}/faq${query}`, { method: 'POST', headers });
  const text = await answer.text();
  if (![200, 202].includes(answer.status))
    throw new Error(`asking for ${id} was answered ${answer.status}: ${text.slice(0, 200)}`);
  return JSON.parse(text);
}

export async function faqOf(url, id, query = '') {
  return (await fetch(`${url}/api/v1/arxiv/${id}/faq${query}`)).json();
}

export const pause = (ms) => new Promise((done) => setTimeout(done, ms));

export async function until(look, what, ms = 120000) {
  const end = Date.now() + ms;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
    await pause(100);
  }
}
