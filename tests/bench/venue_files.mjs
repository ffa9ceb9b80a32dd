// Entries of proceedings from recorded files, read here independently of paperfeed, so
// that what it links can be judged: the ACL Anthology's XML and paperlists' JSON.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const entities = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const plain = (xml) => xml.replace(/<[^>]*>/g, '')
  .replace(/&(\w+);/g, (whole, name) => entities[name] ?? whole)
  .replace(/&#x([0-9a-f]+);/gi, (_, code) => String.fromCodePoint(parseInt(code, 16)))
  .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
  .replace(/\s+/g, ' ').trim();
const inside = (xml, tag) => xml.match(new RegExp(`<${tag}(?: [^>]*)?>(.*?)</${tag}>`, 's'))?.[1] ?? '';
const all = (xml, tag) => [...xml.matchAll(new RegExp(`<${tag}(?: [^>]*)?>(.*?)</${tag}>`, 'gs'))];

function* anthologyVolume(xml) {
  const meta = inside(xml, 'meta');
  const year = Number(plain(inside(meta, 'year')));
  const series = (plain(inside(meta, 'venue')) || 'acl').toUpperCase().replace(/[^A-Z0-9]/g, '');
  for (const [, paper] of all(xml, 'paper')) {
    const people = all(paper, 'author').map(([, one]) => [plain(inside(one, 'first')), plain(inside(one, 'last'))]);
    const id = plain(inside(paper, 'url')) || plain(inside(paper, 'bibkey'));
    const title = plain(inside(paper, 'title'));
    if (title === '' || people.length === 0 || id.includes('/')) continue;
    yield { key: `${id}@ACL`, title, abstract: plain(inside(paper, 'abstract')),
      authors: people.map((names) => names.join(' ').trim()), venue: `${series}.${year}`, year };
  }
}

function* paperlist(file, series, year) {
  for (const { id, title, abstract, author } of JSON.parse(readFileSync(file, 'utf8'))) {
    const authors = (author ?? '').split(';').map((name) => name.trim()).filter(Boolean);
    if (!title || authors.length === 0) continue;
    yield { key: `${id}@OpenReview`, title: plain(title), abstract: plain(abstract ?? ''), authors,
      venue: `${series}.${year}`, year };
  }
}

// Everything up to a year; an empty list where the files are absent.
export function readVenues(folder, scratch, year_max) {
  if (!existsSync(folder)) return [];
  const entries = [...paperlist(join(folder, 'paperlists/iclr2018.json'), 'ICLR', 2018)];
  const unpacked = join(scratch, 'anthology');
  mkdirSync(unpacked, { recursive: true });
  const archive = join(folder, 'acl-anthology/all_xml_2024-08-15.tar.gz');
  if (spawnSync('tar', ['-xzf', archive, '-C', unpacked]).status !== 0) throw new Error(`cannot unpack ${archive}`);
  for (const name of readdirSync(unpacked, { recursive: true }).filter((path) => path.endsWith('.xml')))
    for (const [, volume] of all(readFileSync(join(unpacked, name), 'utf8'), 'volume'))
      entries.push(...anthologyVolume(volume));
  return entries.filter((entry) => entry.year <= year_max);
}
