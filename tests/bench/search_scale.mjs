// Many papers from few: the corpus again and again with new ids, in the order of arXiv's
// own dump, months from April 2007 on as uneven as arXiv grew; and a sentence left out of
// each copy, so that no two score the same. A stream of files, one imported while no
// other is there.
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
  const weights = Array.from({ length: months }, (_, month) => 1 + month / 45);
  const year = (month) => first_year + Math.floor((first_month + month) / 12);
  const most = (month) => (year(month) < four_digits_until ? at_most_then : Infinity);
  let rest = count;
  let weight = weights.reduce((sum, one) => sum + one, 0);
  return weights.map((one, month) => {
    const share = Math.min(most(month), Math.ceil(rest * one / weight));
    rest -= share;
    weight -= one;
    return share;
  });
}

class Numbering {
  #shares;
  #month = 0;
  #number = 0;
  #draw = chance(seed);

  constructor(count) {
    this.#shares = shareOut(count);
  }

  // { id, date } of the next paper.
  next() {
    if (this.#number === this.#shares[this.#month]) {
      this.#month++;
      this.#number = 0;
    }
    const day = 1 + Math.floor(28 * this.#number / this.#shares[this.#month]);
    const date = new Date(Date.UTC(first_year, first_month + this.#month, day));
    const digits = date.getUTCFullYear() < four_digits_until ? 4 : 5;
    const two = (value) => `${value % 100}`.padStart(2, '0');
    const number = `${++this.#number}`.padStart(digits, '0');
    return { id: `${two(date.getUTCFullYear())}${two(date.getUTCMonth() + 1)}.${number}`, date };
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
