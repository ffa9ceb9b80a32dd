// Invented papers in the form of the arXiv metadata dump (JSON Lines), from a seed: the
// shape of real ones (lengths, categories, many versions, accents in TeX), no real text.
import { closeSync, openSync, writeSync } from 'node:fs';

const categories = ['cs.LG', 'cs.CV', 'cs.CL', 'cs.AI', 'stat.ML', 'hep-ph', 'hep-th', 'quant-ph',
  'astro-ph.GA', 'astro-ph.CO', 'cond-mat.mes-hall', 'cond-mat.mtrl-sci', 'math.AG', 'math.CO',
  'math.PR', 'math.AP', 'gr-qc', 'eess.SP', 'q-bio.NC', 'physics.optics', 'cs.IT', 'cs.DS'];
const families = ['Müller', "O'Neill", 'Garc\\\'ia', 'Schr\\"odinger', 'Ivanova', 'Chen', 'Wang', 'Kim',
  'Tanaka', 'Nguyen', 'Rossi', 'Kowalski', 'Andersen', 'Haddad', 'Okafor', 'Silva', 'Dupont', 'Li'];
const given = ['A.', 'Maria', 'Jun', 'Wei', 'Elena', 'John', 'Fatima', 'P. R.', 'Sven', 'Ana', 'Yuki'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const pieces = ['ab', 'tra', 'con', 'vex', 'net', 'work', 'gra', 'ph', 'neu', 'ral', 'quan', 'tum',
  'op', 'ti', 'mal', 'den', 'si', 'ty', 'spec', 'tral', 'ran', 'dom', 'ker', 'nel', 'mo', 'del',
  'in', 'var', 'iant', 'lat', 'tice', 'sto', 'chas', 'tic', 'dy', 'na', 'mic', 'flow', 'gauge'];

// xorshift32: the same papers on every machine.
export function chance(seed) {
  let state = seed >>> 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

// Words as uneven in frequency as those of a language: low numbers come often.
export function makeWords(draw) {
  const words = ['the', 'of', 'a', 'and', 'we', 'in', 'to', 'for', 'is', 'that', 'with', 'on'];
  while (words.length < 20000)
    words.push(Array.from({ length: 2 + draw(3) }, () => pieces[draw(pieces.length)]).join(''));
  return () => words[Math.floor(words.length ** (draw(1 << 24) / (1 << 24))) - 1];
}

const two = (number) => `${number}`.padStart(2, '0');

function mailTime(time) {
  return `${weekdays[time.getUTCDay()]}, ${time.getUTCDate()} ${months[time.getUTCMonth()]} `
    + `${time.getUTCFullYear()} ${time.toISOString().slice(11, 19)} GMT`;
}

function makeVersions(draw, first) {
  return Array.from({ length: 1 + (draw(3) === 0 ? 1 + draw(3) : 0) }, (_, at) => ({
    version: `v${at + 1}`,
    created: mailTime(new Date(first.getTime() + at * (20 + draw(90)) * 86400000 + draw(86400) * 1000)),
  }));
}

function makePaper(number, draw, word) {
  const month = Math.floor(number / 700); // from 2008 on
  const first = new Date(Date.UTC(2008 + Math.floor(month / 12), month % 12, 1 + draw(28)));
  const sentence = (length) => Array.from({ length }, word).join(' ');
  const authors = Array.from({ length: 1 + draw(7) },
    () => [families[draw(families.length)], given[draw(given.length)], '']);
  const title = sentence(5 + draw(9));
  const text = Array.from({ length: 4 + draw(6) }, () => `${sentence(12 + draw(14))}.`).join(' ');
  const primary = categories[draw(categories.length)];
  const other = draw(2) ? ` ${categories[draw(categories.length)]}` : '';
  const digits = first.getUTCFullYear() < 2015 ? 4 : 5;
  const stem = `${two(first.getUTCFullYear() % 100)}${two(first.getUTCMonth() + 1)}`;
  const versions = makeVersions(draw, first);
  return {
    id: `${stem}.${`${(number % 700) + 1}`.padStart(digits, '0')}`,
    submitter: authors[0].slice(0, 2).reverse().join(' '),
    authors: authors.map(([family, name]) => `${name} ${family}`).join(', '),
    title: title[0].toUpperCase() + title.slice(1),
    comments: draw(2) ? `${8 + draw(30)} pages, ${draw(12)} figures` : null,
    'journal-ref': draw(4) ? null : `J. Inv. Res. ${draw(90)} (${first.getUTCFullYear()}) ${draw(900)}`,
    doi: draw(4) ? null : `10.1000/xyz${number}`,
    'report-no': null,
    categories: primary + (other.trim() === primary ? '' : other),
    license: 'http://arxiv.org/licenses/nonexclusive-distrib/1.0/',
    abstract: `  ${text} We show that $x_{${draw(9)}} \\le \\alpha^{${draw(9)}}$ holds.\n`,
    versions,
    update_date: new Date(versions.at(-1).created).toISOString().slice(0, 10),
    authors_parsed: authors,
  };
}

export function writeCorpus(file, count, seed) {
  const draw = chance(seed);
  const word = makeWords(draw);
  const out = openSync(file, 'w');
  for (let number = 0; number < count; number += 1000) {
    const size = Math.min(1000, count - number);
    writeSync(out, Array.from({ length: size },
      (_, at) => `${JSON.stringify(makePaper(number + at, draw, word))}\n`).join(''));
  }
  closeSync(out);
}
