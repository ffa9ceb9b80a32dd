// Streams and jobs for a long time: the daemon's memory, looked at each minute, stays flat.
// First some thousand FAQs are written as fast as can be, so that the database's own
// caches, which are bounded, are full before anybody looks.
import { heldBy, megabytes } from './usage.mjs';
import { ask, faqOf, pause, until, watch } from './watcher.mjs';
import { median } from './world.mjs';

const readers = 100;
const jobs = 8;
const growth_max = 8 << 20; // of the last third over the second one
const look_ms = 60000;
const warm_up = 3000; // FAQs
const piece_ms = 20;  // from then on

// Papers in turn, in both languages; a FAQ that exists is renewed.
function* wishes(papers) {
  for (let round = 0; ; round++)
    for (const lang of ['en', 'zh'])
      for (const id of papers) yield { id, query: `?lang=${lang}`, renew: round > 0 };
}

async function write(site, wish, state) {
  const { url } = site.daemon;
  await ask(url, wish.id, wish.query + (wish.renew ? '&renew=1' : ''), state.token);
  state.open.add(wish);
  await until(async () => {
    const { state: now, renewal } = await faqOf(url, wish.id, wish.query);
    if (now === 'failed') throw new Error(`the FAQ of ${wish.id} failed`);
    return now === 'done' && renewal === null;
  }, `the FAQ of ${wish.id}`);
  state.open.delete(wish);
  state.written++;
}

// Follows one FAQ after the other; every third time he leaves before its end.
async function read(site, state) {
  while (!state.over) {
    const open = [...state.open];
    if (open.length === 0) {
      await pause(50);
      continue;
    }
    const wish = open[Math.floor(Math.random() * open.length)];
    const watcher = watch(`${site.daemon.url}/api/v1/arxiv/${wish.id}/faq/events${wish.query}`);
    if (Math.random() < 0.33) setTimeout(watcher.leave, Math.random() * 3000);
    await watcher.ended;
    state.followed++;
  }
}

async function lookEachMinute(world, site, state) {
  const seen = [];
  const { pid } = site.daemon.child;
  await until(() => state.written >= warm_up, `${warm_up} FAQs are written`, 3600000);
  world.say(`after ${warm_up} FAQs: ${megabytes(heldBy(pid))}`);
  await fetch(`${site.model.url}/_control?piece_ms=${piece_ms}`, { method: 'POST' });
  for (let minute = 0; minute < world.minutes; minute++) {
    await pause(look_ms);
    seen.push(heldBy(pid));
    world.say(`minute ${minute + 1}: ${megabytes(seen.at(-1))}, ${state.written} FAQs written, `
      + `${state.followed} streams followed`);
  }
  return seen;
}

// Who has a token may have a FAQ renewed that nothing is wrong with.
async function newToken(world, { data, env }) {
  const child = world.start(world.paperfeed,
    ['token', 'add', 'soak', '--data', data, '--config', '/dev/null'], { env });
  let text = '';
  child.stdout.on('data', (piece) => { text += piece; });
  if (await child.ended !== 0) throw new Error('no token could be made');
  return { authorization: `Bearer ${/pf_[\w-]+/.exec(text)[0]}` };
}

export async function soak(world) {
  const site = await world.faqSite('soak', { per_day: 1500, days: 2, piece: 0, bytes: 1200,
    concurrency: jobs });
  const token = await newToken(world, site);
  const state = { token, open: new Set(), written: 0, followed: 0, over: false };
  const next = wishes(site.papers);
  const write_on = async () => {
    while (!state.over) await write(site, next.next().value, state);
  };
  const all = [...Array.from({ length: jobs * 2 }, write_on),
               ...Array.from({ length: readers }, () => read(site, state))];
  const failed = Promise.all(all); // rejects with the first that fails
  const seen = await Promise.race([lookEachMinute(world, site, state),
    failed.then(() => [])]);
  state.over = true;
  await failed;
  await world.endSite(site);
  const third = Math.ceil(seen.length / 3);
  const growth = median(seen.slice(-third)) - median(seen.slice(third, 2 * third + 1));
  return [
    { what: `memory after ${world.minutes} minutes of streams: last third over the second`,
      target: `< ${megabytes(growth_max)}`, measured: megabytes(growth), value: growth,
      met: growth < growth_max },
    { what: `memory at the end (${state.written} FAQs, ${state.followed} streams)`,
      measured: megabytes(seen.at(-1)), value: seen.at(-1), met: null },
  ];
}
