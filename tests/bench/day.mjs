// An evening's announcement of 1,500 papers: `paperfeed ingest` against an arXiv of our own
// without politeness, on top of the corpus; what our process, the parse children, and
// waiting (for the played arXiv, for the disk) have of the time.
import { Usage } from './usage.mjs';

const per_day = 1500;
const seconds_max = 10;

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
  const seconds = (value) => `${value.toFixed(2)} s`;
  return [
    { what: `an announcement of ${per_day} papers (${announced} entries, ${report.added} added, `
        + `${report.changed} changed) fetched and stored`,
      target: `≤ ${seconds_max} s`, measured: seconds(usage.seconds), value: usage.seconds,
      met: report.complete && usage.seconds <= seconds_max },
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
