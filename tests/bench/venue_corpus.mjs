// Invented proceedings from a seed: files in the form of the ACL Anthology, as many, with
// as many papers and abstracts and as uneven; and single files of any size.
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { chance, makeWords } from './corpus.mjs';

export const anthology = { files: 1321, papers: 95336, abstracts: 52012 };
const first_year = 1979, years = 46;
const families = ['Lindqvist', 'Ek', 'Sørensen', 'Okafor', 'Nguyễn', 'Tanaka', 'Rossi', 'García', 'Silva',
  'Müller', 'Ivanova', 'Chen', 'Haddad', 'Kowalski', 'Dupont', 'Kim'];
const given = ['Ada', 'Bo', 'Wei', 'Elena', 'Jun', 'Fatima', 'Sven', 'Ana', 'Yuki', 'María'];

class Text {
  constructor(seed) {
    this.draw = chance(seed);
    this.word = makeWords(this.draw);
  }

  words(count) {
    return Array.from({ length: count }, this.word).join(' ');
  }

  // No two have the same title.
  paper(number) {
    return { title: `${this.words(5 + this.draw(8))} ${number}`,
      authors: Array.from({ length: 1 + this.draw(6) },
        () => [given[this.draw(given.length)], families[this.draw(families.length)]]) };
  }
}

function paperOfAnthology(text, number, at, has_abstract) {
  const { title, authors } = text.paper(number);
  const people = authors.map(([first, last]) => `<author><first>${first}</first><last>${last}</last></author>`);
  const abstract = has_abstract ? `\n      <abstract>${text.words(140)}.</abstract>` : '';
  return `    <paper id="${at}">\n      <title>${title}</title>\n      ${people.join('\n      ')}\n`
    + `      <pages>${at}-${at + 8}</pages>${abstract}\n      <bibkey>invented-${number}</bibkey>\n    </paper>\n`;
}

// One file is one collection: large ones have two volumes, some small ones a workshop.
function volumesOf(venue, size, has_workshop) {
  if (size > 40) return [['long', venue, Math.ceil(size * 0.7)], ['short', venue, Math.floor(size * 0.3)]];
  const own = has_workshop ? Math.ceil(size * 0.7) : size;
  return [['1', venue, own], ['2', `${venue}w`, size - own]];
}

function collection(text, name, year, volumes, wantsAbstract, numbers) {
  const parts = volumes.filter(([, , count]) => count > 0).map(([volume, acronym, count]) => {
    const papers = Array.from({ length: count },
      (_, at) => paperOfAnthology(text, numbers.next++, at + 1, wantsAbstract()));
    return `  <volume id="${volume}" type="proceedings">\n    <meta>\n`
      + `      <booktitle>Proceedings of ${acronym} ${year}</booktitle>\n      <year>${year}</year>\n`
      + `      <venue>${acronym}</venue>\n    </meta>\n${papers.join('')}  </volume>\n`;
  });
  return `<?xml version='1.0' encoding='UTF-8'?>\n<collection id="${name}">\n${parts.join('')}</collection>\n`;
}

// Few large files, many small ones; the measured curve of the real ones.
function sizes() {
  const all = Array.from({ length: anthology.files },
    (_, rank) => Math.max(1, Math.round(1567 * Math.exp(-((rank / 25) ** 0.45)))));
  let rest = all.reduce((sum, size) => sum + size, 0) - anthology.papers;
  for (let rank = 0; rest !== 0; rank = (rank + 1) % 200) {
    all[rank] -= Math.sign(rest);
    rest -= Math.sign(rest);
  }
  return all;
}

export function writeAnthology(folder, seed) {
  mkdirSync(folder);
  const text = new Text(seed), numbers = { next: 1 };
  let due = 0; // spreads the abstracts evenly over the papers
  const wantsAbstract = () => {
    due += anthology.abstracts;
    if (due < anthology.papers) return false;
    due -= anthology.papers;
    return true;
  };
  for (const [rank, size] of sizes().entries()) {
    const year = first_year + rank % years, venue = `inv${Math.floor(rank / years)}`;
    const name = `${year}.${venue}`;
    writeFileSync(join(folder, `${name}.xml`),
      collection(text, name, year, volumesOf(venue, size, rank % 3 === 0), wantsAbstract, numbers));
  }
}

// Records of about 2 kB until so many bytes are written; how many there are.
function writeRecords(file, bytes, seed, record) {
  const text = new Text(seed);
  const out = openSync(file, 'w');
  let written = 0, number = 0;
  while (written < bytes) {
    const piece = Array.from({ length: 500 }, () => record(text, ++number)).join('');
    written += writeSync(out, piece);
  }
  closeSync(out);
  return number;
}

const group = (number) => (number % 5 ? 'Poster' : 'Oral');

export const writeLines = (file, bytes, seed) => writeRecords(file, bytes, seed, (text, number) => {
  const { title, authors } = text.paper(number);
  return `${JSON.stringify({ id: `b${number}`, title, authors: authors.map((names) => names.join(' ')),
    abstract: text.words(250), group: group(number) })}\n`;
});

export const writeBib = (file, bytes, seed) => writeRecords(file, bytes, seed, (text, number) => {
  const { title, authors } = text.paper(number);
  return `@inproceedings{invented${number},\n  title = {{${title}}},\n`
    + `  author = {${authors.map(([first, last]) => `${last}, ${first}`).join(' and ')}},\n`
    + `  pages = {${number}--${number + 8}},\n  abstract = {${text.words(250)}},\n`
    + `  section = {${group(number)}},\n`
    + `  url = {https://proceedings.mlr.press/v999/invented${number}.html}\n}\n\n`;
});
