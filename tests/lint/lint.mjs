// Runs every check of this folder over the project and prints what it found:
//   node tests/lint/lint.mjs [--root DIR] [--sizes] [CHECK…]
// Exit 0: nothing; 1: findings; 2: usage.
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Tree } from './tree.mjs';

const here = dirname(fileURLToPath(import.meta.url));

export async function allChecks() {
  const names = readdirSync(join(here, 'checks')).filter((name) => name.endsWith('.mjs')).sort();
  return Promise.all(names.map(async (file) => ({
    name: file.slice(0, -'.mjs'.length),
    ...(await import(`./checks/${file}`)),
  })));
}

// [{ file, line, what }] of one check, in the order of files and lines.
export function run(check, tree) {
  return [...check.check(tree)].sort(
    (a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line));
}

function readArguments(words) {
  const given = { root: join(here, '../..'), sizes: false, only: [] };
  while (words.length > 0) {
    const word = words.shift();
    if (word === '--root' && words.length > 0) given.root = words.shift();
    else if (word === '--sizes') given.sizes = true;
    else if (!word.startsWith('-')) given.only.push(word);
    else return null;
  }
  return given;
}

async function main() {
  const given = readArguments(process.argv.slice(2));
  const checks = await allChecks();
  const unknown = given?.only.find((name) => !checks.some((check) => check.name === name));
  if (given === null || unknown !== undefined) {
    console.error('usage: lint.mjs [--root DIR] [--sizes] [CHECK…]; checks: '
      + checks.map((check) => check.name).join(' '));
    return 2;
  }
  const tree = new Tree(given.root);
  let count = 0;
  for (const check of checks) {
    if (given.only.length > 0 && !given.only.includes(check.name)) continue;
    for (const { file, line, what } of run(check, tree)) {
      console.log(`${file}:${line}: ${check.name}: ${what}`);
      count++;
    }
    if (given.sizes && check.describe) console.log(check.describe(tree));
  }
  if (count > 0) console.log(`${count} to mend; docs/style.md says why each rule is there`);
  return count > 0 ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await main();
