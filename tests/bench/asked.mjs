// A program that is asked line by line and answers each line with one of JSON
// (commands.h, xapian_peer.cc).
import { createInterface } from 'node:readline';

const repeats = 3;
const slow_us = 200000;

export class Asked {
  #child;
  #lines;

  constructor(world, program, folder) {
    this.#child = world.start(program, [folder], { stdin: 'pipe' });
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  async ask(...words) {
    this.#child.stdin.write(`${words.map((word) => `${word}`.replace(/[\t\n]/g, ' ')).join('\t')}\n`);
    const { value, done } = await this.#lines.next();
    if (done) throw new Error(`${this.#child.spawnfile} ended at: ${words.join(' ').slice(0, 200)}`);
    const answer = JSON.parse(value);
    if (answer.error) throw new Error(`${words.join(' ').slice(0, 200)}: ${answer.error}`);
    return answer;
  }

  // Milliseconds of a command whose first word is how often it is done, the best of a few;
  // what takes long is done once.
  async time(name, ...words) {
    const first = await this.ask(name, 1, ...words);
    const again = first.us[0] > slow_us ? first : await this.ask(name, repeats, ...words);
    return { ...again, ms: Math.min(...first.us, ...again.us) / 1000 };
  }

  async end() {
    this.#child.stdin.end();
    await this.#child.ended;
  }
}
