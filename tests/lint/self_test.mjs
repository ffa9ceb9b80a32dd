// Proves that each check can fail: bad/<check>/ is a small tree with faults, and the check
// must find exactly the places that its file `expected` lists (file:line), no more. What
// must not stand in a tracked file at all, or is too much to track, is written to a
// temporary folder.
import { existsSync, mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { allChecks, run } from './lint.mjs';
import { Tree } from './tree.mjs';

const bad = join(dirname(fileURLToPath(import.meta.url)), 'bad');

function write(root, path, text) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

// Faults of which the pieces are harmless.
function makeMentions() {
  const root = mkdtempSync(join(tmpdir(), 'paperfeed-lint-'));
  const faults = [`see ${'/wo'}rk/shared/x.md`, `as in is${'sue #'}12`,
    `from https://${'registry'}.npmjs.org/katex`, `"resol${'ved"'}: "https://example.org"`,
    `${'_auth'}Token=1`];
  const fine = ['an issue of style', 'the work/ folder', 'src/work/arxiv/fetcher.c',
    'a registry of names'];
  write(root, 'docs/notes.md', [...faults, ...fine].join('\n'));
  write(root, 'expected', faults.map((_, at) => `docs/notes.md:${at + 1}`).join('\n'));
  return root;
}

function makeFolders() {
  const root = mkdtempSync(join(tmpdir(), 'paperfeed-lint-'));
  for (let i = 0; i < 65; i++) write(root, `src/store/row_${i}.c`, '/* A row. */\n');
  for (let i = 0; i < 64; i++) write(root, `src/store/list/row_${i}.c`, '/* A row. */\n');
  write(root, 'expected', 'src/store:65');
  return root;
}

const sorted = (lines) => [...new Set(lines)].sort();

function test(check, root) {
  if (!existsSync(join(root, 'expected'))) return `has no ${join(root, 'expected')}`;
  const expected = sorted(readFileSync(join(root, 'expected'), 'utf8').split('\n').filter(Boolean));
  const found = sorted(run(check, new Tree(root)).map(({ file, line }) => `${file}:${line}`));
  const missed = expected.filter((place) => !found.includes(place));
  const extra = found.filter((place) => !expected.includes(place));
  if (expected.length === 0) return 'expects nothing: a test that cannot fail';
  if (missed.length > 0) return `missed ${missed.join(' ')}`;
  return extra.length > 0 ? `complains without cause about ${extra.join(' ')}` : null;
}

let failed = 0;
const made = { mentions: makeMentions(), folders: makeFolders() };
for (const check of await allChecks()) {
  const problem = test(check, made[check.name] ?? join(bad, check.name));
  if (problem !== null) {
    console.log(`${check.name}: ${problem}`);
    failed++;
  }
}
for (const root of Object.values(made)) rmSync(root, { recursive: true });
console.log(failed === 0 ? 'each check finds what it is for' : `${failed} checks do not work`);
process.exitCode = failed === 0 ? 0 : 1;
