// The query set, asked of paperfeed's index and of the peers in turn: within their own
// processes, without a server. Each query several times in each of several rounds; what
// counts is the median over the rounds of the best of a round.
import { median, at } from './world.mjs';

const peer_ratio_max = 3;
const bm25_ratio_min = 5;
const show = 20;
export const ms = (value) => `${value.toFixed(value < 10 ? 2 : 1)} ms`;

const askOf = {
  ours: (query) => ['find', show, query.ours],
  xapian: (query) => ['find', query.how ?? 'all', query.xapian],
  bm25: (query) => ['find', query.fts5, query.otherwise ?? '', ...(query.between ?? [])],
  page: (query) => ['page', show, query.ours],
};

// Milliseconds by query and engine, in the order of the queries: [{ ours, xapian, … }].
export async function timeQueries(world, engines, queries) {
  const found = queries.map(() => Object.fromEntries(Object.keys(engines).map((name) => [name, []])));
  for (let round = 0; round < world.rounds; round++) {
    world.say(`round ${round + 1} of ${world.rounds}`);
    for (const [number, query] of queries.entries())
      for (const [name, engine] of Object.entries(engines)) {
        const answer = await engine.time(...askOf[name](query));
        found[number][name].push(answer.ms);
        if (name === 'ours') Object.assign(query, { total: answer.total, some: answer.some, hits: answer.count, cut: answer.cut });
      }
  }
  return found.map((one) => Object.fromEntries(Object.entries(one).map(([name, times]) => [name, median(times)])));
}

const column = (times, name) => times.map((one) => one[name]).filter((value) => value !== undefined);
const short = ({ ours }) => (ours.length > 40 ? `${ours.slice(0, 37)}…` : ours);
export const spread = (values) => `${ms(median(values))}, ${ms(at(values, 0.99))}, ${ms(Math.max(...values))}`;

function againstXapian(queries, times) {
  const [ours, theirs] = [median(column(times, 'ours')), median(column(times, 'xapian'))];
  const ratios = times.map((one) => one.ours / one.xapian);
  const worst = ratios.indexOf(Math.max(...ratios));
  const over = ratios.filter((ratio) => ratio > peer_ratio_max).length;
  return [
    { what: `median against Xapian's (${ms(ours)}, ${ms(theirs)})`, target: '≤ 1.0', measured: (ours / theirs).toFixed(2),
      value: ours / theirs, met: ours <= theirs },
    { what: `worst query against Xapian's: ${queries[worst].kind}, ${short(queries[worst])} (${ms(times[worst].ours)}, `
        + `${ms(times[worst].xapian)}; ${over} of ${queries.length} over ${peer_ratio_max})`,
      target: `≤ ${peer_ratio_max}`, measured: ratios[worst].toFixed(2), value: ratios[worst],
      met: ratios[worst] <= peer_ratio_max },
    { what: 'median of the ratios to Xapian', measured: median(ratios).toFixed(2), value: median(ratios), met: null },
  ];
}

function againstBm25(times) {
  const [ours, theirs] = [median(column(times, 'ours')), median(column(times, 'bm25'))];
  const ratio = theirs / ours;
  return [{ what: `bm25()'s median against ours (${ms(theirs)}, ${ms(ours)})`, target: `≥ ${bm25_ratio_min}`,
            measured: ratio.toFixed(1), value: ratio, met: ratio >= bm25_ratio_min }];
}

function byKind(queries, times) {
  const names = Object.keys(times[0]);
  return [...new Set(queries.map(({ kind }) => kind))].map((kind) => {
    const these = times.filter((_, number) => queries[number].kind === kind);
    const middles = names.map((name) => median(column(these, name)));
    return { what: `of that, ${kind}: ${names.join(', ')}`, measured: `${middles.map((value) => value.toFixed(2)).join(', ')} ms`,
             value: middles[0], met: null };
  });
}

export function speedRows(queries, times) {
  const names = { ours: 'paperfeed', xapian: 'Xapian', bm25: "FTS5's bm25()", page: 'paperfeed with counts and records' };
  return [
    ...Object.entries(names).filter(([name]) => name in times[0]).map(([name, what]) => (
      { what: `${what}: median, p99, worst of ${queries.length} queries`, measured: spread(column(times, name)),
        value: median(column(times, name)), met: null })),
    ...('xapian' in times[0] ? againstXapian(queries, times) : []),
    ...('bm25' in times[0] ? againstBm25(times) : []),
    ...byKind(queries, times),
  ];
}
