// Is what is asked for found? Titles and words of titles of a thousand real papers, and
// words misspelt by a letter, all by a fixed seed.
import { chance } from './corpus.mjs';
import { countWords, familyOf, keyOf, pick, sample, wordsOf } from './papers.mjs';

const seed = 1937;
const paper_count = 1000;
const word_count = 100;
const papers_of_word = 20;
const share = (part, whole) => `${(100 * part / whole).toFixed(1)} %`;

// How many are found, and of them, how many as another paper of the very same title.
async function count(bench, cases) {
  const found = { right: 0, twin: 0, missed: [] };
  for (const { paper, query, within } of cases) {
    const { papers } = await bench.ask('titles', within, query);
    if (papers.some(({ key }) => key === paper.key)) found.right++;
    else if (papers.some(({ title }) => keyOf(title) === keyOf(paper.title))) found.twin++;
    else found.missed.push({ key: paper.key, query, got: papers.slice(0, 3).map(({ title }) => title) });
  }
  return found;
}

function foundRow(what, { right, twin, missed }, least) {
  const all = right + twin + missed.length;
  const value = (right + twin) / all;
  return { what: `${what} (${all} asked; ${twin} of them as another paper of the same title)`,
           target: `≥ ${100 * least} %`, measured: share(right + twin, all), value, met: value >= least, missed };
}

async function titles(bench, draw, papers) {
  const chosen = sample(draw, papers, paper_count);
  return foundRow('the title finds its paper first',
    await count(bench, chosen.map((paper) => ({ paper, query: paper.title, within: 1 }))), 0.97);
}

async function words(bench, draw, papers) {
  const distinct = (paper) => [...new Set(wordsOf(paper.title, 3))];
  const chosen = sample(draw, papers.filter((paper) => distinct(paper).length >= 5), paper_count);
  const cases = chosen.map((paper) => ({ paper, query: sample(draw, distinct(paper), 5).join(' '), within: 10 }));
  return foundRow('five words of the title in random order find it in the first ten',
    await count(bench, cases), 0.95);
}

// Behind the first letter: two swapped, one dropped, one changed, one more.
function misspell(draw, word) {
  const at = 1 + draw(word.length - 2);
  const letter = String.fromCharCode(97 + draw(26));
  return pick(draw, [
    word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2),
    word.slice(0, at) + word.slice(at + 1),
    word.slice(0, at) + letter + word.slice(at + 1),
    word.slice(0, at) + letter + word.slice(at),
  ]);
}

// Right: what it suggests finds as many papers as the word itself.
async function suggestions(bench, draw, candidates, known) {
  const found = { right: 0, other: [], none: [] };
  while (found.right + found.other.length + found.none.length < word_count) {
    const word = pick(draw, candidates);
    const query = misspell(draw, word);
    if (known.has(query) || (await bench.ask('titles', 1, query)).total > 0) continue;
    const { text } = await bench.ask('suggest', query);
    if (text === null) found.none.push({ word, query });
    else if (text === word || (await bench.ask('titles', 1, text)).total
      === (await bench.ask('titles', 1, word)).total) found.right++;
    else found.other.push({ word, query, got: text });
  }
  return found;
}

function suggestionRows(what, { right, other, none }) {
  const given = (right + other.length) / word_count;
  return [
    { what: `${what}, misspelt by a letter, gives a suggestion (${word_count} asked)`, target: '≥ 95 %',
      measured: share(right + other.length, word_count), value: given, met: given >= 0.95, missed: none },
    { what: `${what}: the suggestion is the word that was meant`, measured: share(right, word_count),
      value: right / word_count, met: null, missed: other },
  ];
}

export async function qualityRows(bench, papers) {
  const draw = chance(seed);
  const known = countWords(papers.map(({ title, names, abstract }) => `${title} ${names.join(' ')} ${abstract}`));
  const frequent = (texts, least) => [...countWords(texts)]
    .filter(([word, papers_with]) => papers_with >= papers_of_word && word.length >= least).map(([word]) => word).sort();
  const families = frequent(papers.map(({ names }) => names.map(familyOf).join(' ')), 5);
  const methods = frequent(papers.map(({ title }) => title), 7);
  return [
    await titles(bench, draw, papers),
    await words(bench, draw, papers),
    ...suggestionRows("an author's name", await suggestions(bench, draw, families, known)),
    ...suggestionRows('a word of titles', await suggestions(bench, draw, methods, known)),
  ];
}
