// The page of a stored FAQ against a cached list page of the same daemon, and against
// nginx that serves the FAQ's bytes as a file: loaded in turn by one wrk.
import { answers, press, startNginx } from './cached.mjs';
import { ask, faqOf, until } from './watcher.mjs';
import { median } from './world.mjs';

const list = '/arxiv/cs.CL';
const ratio_min = 1.0;

export async function faqCached(world) {
  const site = await world.faqSite('faq-cached', { per_day: 90, piece: 0, bytes: 0, concurrency: 2 });
  const { url } = site.daemon;
  const [id] = site.papers;
  const page = `/arxiv/${id}/faq`;
  await ask(url, id);
  await until(async () => (await faqOf(url, id)).state === 'done', `the FAQ of ${id}`);
  const body = await answers(url + page);
  const list_body = await answers(url + list);
  const nginx = await startNginx(world, page, body);
  const found = { faq: [], list: [], nginx: [] };
  for (let round = 0; round < world.rounds; round++) {
    found.faq.push(await press(world, url + page));
    found.list.push(await press(world, url + list));
    found.nginx.push(await press(world, nginx.url + page));
  }
  await world.stop(nginx.child);
  await world.endSite(site);
  const rate = (who) => median(found[who].map((each) => each.rate));
  const against = (who) => rate('faq') / rate(who);
  const row = (what, value) => ({ what, target: `≥ ${ratio_min.toFixed(1)}`,
    measured: value.toFixed(2), value, met: value >= ratio_min });
  return [
    row(`a stored FAQ (${body.length} bytes), requests a second against a cached list `
      + `(${list_body.length} bytes)`, against('list')),
    row('a stored FAQ, requests a second against nginx', against('nginx')),
    { what: 'the stored FAQ, requests a second', measured: rate('faq').toFixed(0),
      value: rate('faq'), met: null },
  ];
}
