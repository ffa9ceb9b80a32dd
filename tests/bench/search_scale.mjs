// Many papers from few: the corpus again and again with new ids, dates over the months
// from April 2007 on as unevenly as arXiv grew, and a sentence left out of each copy, so
// that no two score the same. A stream of files, one imported while no other is there.
import { createReadStream, createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { chance } from './corpus.mjs';

const seed = 2107;
const first_year = 2007;
const first_month = 3; // April
const months = 236;
const four_digits_until = 2015;
const at_most_then = 9999;

// How many papers each month has, `count` in all, rising.
function shareOut(count) {
  const weight = Array.from({ length: months }, (_, month) => 1 + month / 45);
  const year = (month) => first_year + Math.floor((first_month + month) / 12);
  const total = weight.reduce((sum, one) => sum + one, 0);
  const shares = weight.map((one, month) => {
    const share = Math.ceil(count * one / total);
    return year(month) < four_digits_until ? Math.min(share, at_most_then) : Math.ceil(share * 1.15);
  });
  return shares;
}

class Numbering {
  #shares;
  #used;
  #draw = chance(seed);

  constructor(count) {
    this.#shares = shareOut(count);
    this.#used = this.#shares.map(() => 0);
    // A month as often as it has papers.
    this.#months = this.#shares.flatMap((share, month) => Array(Math.ceil(share / 100)).fill(month));
  }

  #months;

  // { id, date } of a paper that there has not been.
  next() {
    let month;
    do month = this.#months[this.#draw(this.#months.length)];
    while (this.#used[month] >= this.#shares[month]);
    const number = ++this.#used[month];
    const date = new Date(Date.UTC(first_year, first_month + month,
      1 + Math.floor(28 * (number - 1) / this.#shares[month])));
    const digits = date.getUTCFullYear() < four_digits_until ? 4 : 5;
    const two = (value) => `${value % 100}`.padStart(2, '0');
    return { id: `${two(date.getUTCFullYear())}${two(date.getUTCMonth() + 1)}.${`${number}`.padStart(digits, '0')}`, date };
  }

  drop(abstract) {
    const sentences = abstract.split(/(?<=[.!?])\s+(?=[A-Z])/);
    if (sentences.length > 2) sentences.splice(this.#draw(sentences.length), 1);
    return sentences.join(' ');
  }
}

function copyOf(line, numbering) {
  const paper = JSON.parse(line);
  const { id, date } = numbering.next();
  const day = date.toUTCString();
  return JSON.stringify({ ...paper, id, abstract: numbering.drop(paper.abstract),
    versions: [{ version: 'v1', created: day }], update_date: date.toISOString().slice(0, 10) });
}

// Calls `use(file, papers)` for part after part, until `count` papers were written.
export async function repeatCorpus(corpus, file, count, use) {
  const numbering = new Numbering(count);
  for (let written = 0; written < count;) {
    const out = createWriteStream(file);
    const before = written;
    for await (const line of createInterface({ input: createReadStream(corpus) })) {
      if (written === count) break;
      if (!out.write(`${copyOf(line, numbering)}\n`)) await once(out, 'drain');
      written++;
    }
    out.end();
    await once(out, 'finish');
    await use(file, written - before);
  }
}
