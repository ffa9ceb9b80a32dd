// 500 readers follow 10 FAQs that are written at 10 pieces a second each: the share of a
// core that the daemon takes, and whether every reader got every byte.
import { processorTime } from './usage.mjs';
import { ask, eventsOf, faqOf, pause, until, watch } from './watcher.mjs';

const faqs = 10;
const readers = 500;
const piece_ms = 100;
const window_s = 20;
const share_max = 0.2;

async function shareOver(pid, seconds) {
  const before = processorTime(pid);
  const began = performance.now();
  await pause(seconds * 1000);
  const after = processorTime(pid);
  return (after.own - before.own) / ((performance.now() - began) / 1000);
}

const isRunning = async (url, id) => (await faqOf(url, id)).state === 'running';

// The events of each reader against the first reader's and the stored answers.
function isComplete(watcher, model_events, faq) {
  const events = eventsOf(watcher);
  const answers = events.filter((event) => event.startsWith('answer '))
    .map((event) => JSON.parse(event.slice(7)));
  return events.length === model_events.length
    && events.every((event, at) => event === model_events[at])
    && answers.length === faq.answers.length
    && answers.every(({ markdown }, at) => markdown === faq.answers[at].markdown);
}

export async function faq(world) {
  // An answer takes a quarter of a minute: the window lies within the FAQs.
  const site = await world.faqSite('faq', { per_day: 60, piece: piece_ms, bytes: 3600,
    concurrency: faqs });
  const { url, child } = site.daemon;
  const papers = site.papers.slice(0, faqs);
  if (papers.length < faqs) throw new Error(`only ${papers.length} papers to ask about`);
  for (const id of papers) await ask(url, id);
  for (const id of papers) await until(() => isRunning(url, id), `${id} is written`);
  const alone = await shareOver(child.pid, window_s / 2);
  const groups = papers.map((id) => Array.from({ length: readers / faqs },
    () => watch(`${url}/api/v1/arxiv/${id}/faq/events`)));
  await Promise.all(groups.flat().map((watcher) => watcher.begun));
  const share = await shareOver(child.pid, window_s);
  const ended = await Promise.all(groups.flat().map((watcher) => watcher.ended));
  let whole = 0;
  for (const [at, id] of papers.entries()) {
    const stored = await faqOf(url, id);
    const first = eventsOf(groups[at][0]);
    whole += groups[at].filter((watcher) => isComplete(watcher, first, stored)).length;
  }
  await world.endSite(site);
  const percent = (value) => `${(value * 100).toFixed(1)} %`;
  return [
    { what: `${readers} readers of ${faqs} FAQs, 10 pieces a second each: share of a core`,
      target: `< ${percent(share_max)}`, measured: percent(share), value: share,
      met: share < share_max },
    { what: 'of that, the same FAQs without a reader', measured: percent(alone), value: alone,
      met: null },
    { what: 'readers who got every event, the same as all others', target: `${readers}`,
      measured: `${whole}`, value: whole, met: whole === readers && ended.every(Boolean) },
  ];
}
