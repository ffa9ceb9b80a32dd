// An evening's announcement of 1,500 papers: `paperfeed ingest` against an arXiv of our own
// without politeness, on top of the corpus. What counts is the time of its commits, told
// for 1,500 entries; besides, what our process, the parse children, and waiting (for the
// played arXiv, for the disk) have of the whole.
import { Usage } from './usage.mjs';

const per_day = 1500;
const entries = 1500;
const stored_max = 0.5; // seconds

// Of a pass, by its log: how many commits there were, and their seconds. An entry is in
// two answers, the listing page and the feed.
function commitsOf(log) {
  const lines = [...log.matchAll(/stored category=\S+ entries=\d+ ms=(\d+)/g)];
  return {
    count: lines.length,
    seconds: lines.reduce((sum, line) => sum + Number(line[1]), 0) / 1000,
  };
}

export async function day(world) {
  const data = world.copyFolder(await world.base(), 'day');
  const arxiv = await world.startArxiv({ days: 2, per_day, day: 1 });
  await world.ingest(data, arxiv.env);
  await arxiv.show(2);
  await arxiv.forget();
  const usage = new Usage();
  const report = await world.ingest(data, arxiv.env, (pid) => usage.watch(pid));
  usage.end();
  const answers = await arxiv.log();
  const again = new Usage();
  await world.ingest(data, arxiv.env, (pid) => again.watch(pid));
  again.end();
  await world.stop(arxiv.child);
  const announced = report.days.reduce((sum, row) => sum + Math.max(0, row.announced), 0);
  const { own, children } = usage.processor;
  const commits = commitsOf(report.log);
  const stored = commits.seconds * entries / announced;
  if (!(stored > 0) || !report.complete) throw new Error(`not all was stored: ${report.log}`);
  const seconds = (value) => `${value.toFixed(2)} s`;
  return [
    { what: `a day's ${entries} entries stored (measured: ${announced} from ${commits.count} `
        + `answers of page and feed, ${seconds(commits.seconds)} in all)`,
      target: `< ${stored_max} s`, measured: seconds(stored), value: stored,
      met: stored < stored_max },
    { what: `an announcement of ${per_day} papers (${announced} entries, ${report.added} added, `
        + `${report.changed} changed) fetched, parsed and stored`,
      measured: seconds(usage.seconds), value: usage.seconds, met: null },
    { what: 'of that, processor time of paperfeed', measured: seconds(own), value: own, met: null },
    { what: 'of that, processor time of its parse children', measured: seconds(children),
      value: children, met: null },
    { what: `of that, ${answers.length} answers of the played arXiv`,
      measured: seconds(answers.reduce((sum, one) => sum + one.end_ms - one.ms, 0) / 1000),
      value: answers.length, met: null },
    { what: 'written to disk', measured: `${(usage.written / 1048576).toFixed(0)} MB`,
      value: usage.written, met: null },
    { what: 'the same again, nothing new', measured: seconds(again.seconds), value: again.seconds,
      met: null },
  ];
}
