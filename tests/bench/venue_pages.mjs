// Pages of the Anthology made anew for each request, and a cached one against nginx.
import { againstNginx } from './cached.mjs';
import { askOften } from './uncached.mjs';
import { at, median } from './world.mjs';

const ms = (value) => value.toFixed(1);

// The largest edition, and the largest group of it.
async function findLargest(url, editions) {
  const { name, papers } = editions.reduce((best, each) => (each.papers > best.papers ? each : best));
  const { groups } = await (await fetch(`${url}/api/v1/venue/${name}`)).json();
  const group = (groups ?? []).reduce((best, each) => (each.papers > (best?.papers ?? 0) ? each : best), null);
  return { name, papers, group };
}

const pagesOf = ({ name, papers, group }, count) => [
  { path: `/venue/${name}`, what: `50 papers of ${name}, which has ${papers}`, limits: [5, 15] },
  { path: `/venue/${name}?group=${encodeURIComponent(group?.name ?? '')}`,
    what: `50 papers of its group ${group?.name} (${group?.papers})`, limits: [5, 15], unless: group === null },
  { path: `/venue/${name}/statistics`, what: `the statistics of ${name}`, limits: [50, 100] },
  { path: '/venue', what: `all series with their ${count} editions`, limits: [15, 30] },
];

async function measure(url, { path, what, limits: [middle_max, late_max] }) {
  const answers = await askOften(url, path);
  const [server, client] = ['server', 'client'].map((who) => {
    const taken = answers.map((answer) => answer[who]);
    return [median(taken), at(taken, 0.99)];
  });
  const [middle, late] = server;
  return { what: `${what}, made anew: median, p99 (the client's: ${client.map(ms).join(', ')})`,
    target: `< ${middle_max}, ${late_max} ms`, measured: `${ms(middle)}, ${ms(late)} ms`, value: middle,
    met: middle < middle_max && late < late_max };
}

export async function venuePages(world, data, editions) {
  const { child, url } = await world.startPaperfeed(data, { PAPERFEED_LIMITS_CACHE: '0' });
  const largest = await findLargest(url, editions);
  const rows = [];
  for (const page of pagesOf(largest, editions.length))
    if (!page.unless) rows.push(await measure(url, page));
  await world.stop(child);
  const path = `/venue/${largest.name}`;
  return [...rows, ...await againstNginx(world, data, path, 'a cached edition page of 50')];
}
