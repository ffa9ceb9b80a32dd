// What is asked, of all engines alike: a dozen queries a kind, drawn from real titles by
// a fixed seed, each in the language of every engine.
import { chance } from './corpus.mjs';
import { countWords, familyOf, isPlain, pick, sample, wordsOf } from './papers.mjs';

const seed = 20240501;
const a_kind = 12;
const abstract_words = 200;
const stop_words = ['the', 'of', 'and', 'a', 'in', 'to', 'for', 'with', 'on', 'by', 'from', 'that',
  'we', 'is', 'an', 'as', 'at', 'are', 'this', 'its', 'or', 'be', 'via', 'using', 'between', 'into', 'their'];
const stops = new Set(stop_words);
const openings = [['how', 'do'], ['what', 'is', 'the'], ['why', 'are'], ['can', 'we'], ['when', 'does', 'the']];

const quoted = (word) => `"${word}"`;
const ands = (words) => words.map(quoted).join(' AND ');
const ors = (words) => words.map(quoted).join(' OR ');
const day_number = (date) => Math.floor(Date.parse(date) / 86400000);
const row_of = (day) => `${BigInt(day) << 20n}`;

class Drawing {
  constructor(papers) {
    this.draw = chance(seed);
    this.papers = papers.filter(({ title }) => isPlain(title));
    const counts = countWords(papers.map(({ title }) => title));
    this.common = [...counts].filter(([word, count]) => word.length > 2 && !stops.has(word)
      && count > papers.length / 150).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      .map(([word]) => word);
  }

  // A paper whose title has so many different telling words.
  paper(least) {
    for (;;) {
      const paper = pick(this.draw, this.papers);
      const words = [...new Set(wordsOf(paper.title, 3))].filter((word) => !stops.has(word));
      if (words.length >= least) return { ...paper, words };
    }
  }

  commonWord() {
    return pick(this.draw, this.common);
  }

  // Neighbours in a title, none of them a stop word.
  neighbours(count) {
    for (;;) {
      const words = wordsOf(this.paper(count).title);
      const at = this.draw(Math.max(1, words.length - count + 1));
      const run = words.slice(at, at + count);
      if (run.length === count && run.every((word) => word.length > 2 && !stops.has(word))) return run;
    }
  }
}

// paperfeed fills up what too few papers hold whole with those that hold some of the
// words; so do the peers, where words are all that is asked. Of long texts no paper holds
// all, and the peers need not look for one.
const all = (words) => ({ ours: words.join(' '), xapian: words.join(' '), how: 'all-then-some',
  fts5: ands(words), otherwise: ors(words) });
const some = (words, ours = words.join(' ')) =>
  ({ ours, xapian: words.join(' '), how: 'some', fts5: ors(words) });

function phrase(drawing, at) {
  const text = quoted(drawing.neighbours(2 + at % 2).join(' '));
  return { ours: text, xapian: text, fts5: text };
}

function prefix(drawing, at) {
  const text = `${drawing.commonWord().slice(0, 3 + at % 3)}*`;
  return { ours: text, xapian: text, fts5: text };
}

function question(drawing, at) {
  const opening = openings[at % openings.length];
  const words = [...opening, ...drawing.paper(6 - opening.length).words.slice(0, 6 - opening.length)];
  return some(words, `${words.join(' ')}?`);
}

function abstract(drawing) {
  for (;;) {
    const { abstract: text } = pick(drawing.draw, drawing.papers);
    const words = text.split(' ').slice(0, abstract_words);
    if (words.length === abstract_words)
      return some([...new Set(wordsOf(words.join(' ')))], words.join(' ').replace(/\t/g, ' '));
  }
}

function anyOfTen(drawing) {
  const words = [];
  while (words.length < 10) words.push(pick(drawing.draw, drawing.paper(3).words));
  return { ours: words.join(' OR '), xapian: words.join(' OR '), fts5: ors(words) };
}

function field(drawing, at) {
  const { words, names } = drawing.paper(2);
  const family = familyOf(names[0]);
  if (at % 2 && family.length > 2)
    return { ours: `author:${family}`, xapian: `author:${family}`, fts5: `authors : "${family}"` };
  const two = words.slice(0, 2);
  const text = two.map((word) => `title:${word}`).join(' ');
  return { ours: text, xapian: text, fts5: two.map((word) => `title : "${word}"`).join(' AND ') };
}

function category(drawing) {
  const word = drawing.commonWord();
  const code = pick(drawing.draw, drawing.paper(1).categories);
  const text = `${word} cat:${code}`;
  return { ours: text, xapian: text, fts5: `"${word}" AND facets : "${code}"` };
}

function dates(drawing) {
  const word = drawing.commonWord();
  const from = 2005 + drawing.draw(12);
  const month = 1 + drawing.draw(9);
  const two = (number) => `${number}`.padStart(2, '0');
  const [first, beyond] = [day_number(`${from}-${two(month)}-01`), day_number(`${from + 1}-${two(month + 3)}-01`)];
  return { ours: `${word} date:${from}-${two(month)}..${from + 1}-${two(month + 2)}`,
    xapian: `${word} date:${first}..${beyond - 1}`, fts5: quoted(word),
    between: [row_of(first), `${BigInt(row_of(beyond)) - 1n}`] };
}

const kinds = {
  'one common word': (drawing, at) => all([at === 0 ? drawing.common[0] : drawing.commonWord()]),
  'two words': (drawing) => all(drawing.neighbours(2)),
  'three words': (drawing) => all(drawing.neighbours(3)),
  phrase,
  'stop word': (_, at) => all([stop_words[at]]),
  prefix,
  'six-word question': question,
  'pasted abstract': abstract,
  'OR of ten': anyOfTen,
  'title: or author:': field,
  'with a category': category,
  'with dates': dates,
  'five title words': (drawing) => some(sample(drawing.draw, drawing.paper(5).words, 5)),
};

// [{ kind, ours, xapian, how, fts5, otherwise, between }]
export function drawQueries(papers) {
  const drawing = new Drawing(papers);
  return Object.entries(kinds).flatMap(([kind, make]) =>
    Array.from({ length: a_kind }, (_, at) => ({ kind, ...make(drawing, at) })));
}
