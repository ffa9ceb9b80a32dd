// The papers as the store holds them (search_bench's `documents`), for what is drawn from
// them by a seed; and how a text becomes words here, apart from how paperfeed does it.
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

export const fold = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

// Title or name as a key: words, one blank between.
export const keyOf = (text) => fold(text).replace(/[^\p{L}\p{N}]+/gu, ' ').trim();

// { row, categories, title, names, abstract, key }
function readPaper(line) {
  const [row, , categories, title, names, abstract, key] = line.split('\t');
  return { row, categories: categories.split(' '), title, names: names.split('; '), abstract, key };
}

export async function readPapers(file) {
  const papers = [];
  for await (const line of createInterface({ input: createReadStream(file) }))
    papers.push(readPaper(line));
  return papers;
}

// Without formulas and TeX: what is left are words.
export const wordsOf = (text, least = 1) => fold(text.replace(/\$[^$]*\$/g, ' ').replace(/\\\S+/g, ' '))
  .match(new RegExp(`[a-z]{${least},}`, 'g')) ?? [];

export const isPlain = (title) => !/[$\\{}^_"]/.test(title);

export const familyOf = (name) => wordsOf(name, 2).at(-1) ?? '';

// Word → texts that hold it.
export function countWords(texts) {
  const counts = new Map();
  for (const text of texts)
    for (const word of new Set(wordsOf(text))) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

export const pick = (draw, items) => items[draw(items.length)];

// `count` different items in random order.
export function sample(draw, items, count) {
  const rest = [...items];
  const taken = [];
  while (taken.length < count && rest.length > 0) {
    const at = draw(rest.length);
    taken.push(rest[at]);
    rest[at] = rest.at(-1);
    rest.pop();
  }
  return taken;
}
