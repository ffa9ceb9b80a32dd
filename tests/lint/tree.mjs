// The files that the checks look at: what git tracks or would track; outside git, all.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

function walk(root, folder = '') {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    if (entry.name === '.git' || entry.name === 'node_modules' || path === 'build') return [];
    return entry.isDirectory() ? walk(root, path) : [path];
  });
}

function list(root) {
  try {
    const out = execFileSync(
      'git', ['-C', root, 'ls-files', '-z', '--cached', '--others', '--exclude-standard'],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 64 << 20 });
    return [...new Set(out.split('\0').filter(Boolean))];
  } catch {
    return walk(root);
  }
}

export class Tree {
  #texts = new Map();

  constructor(root) {
    this.root = root;
    // Bad samples are looked at by the self-test alone, as trees of their own.
    this.paths = list(root)
      .filter((path) => !path.startsWith('tests/lint/bad/'))
      .filter((path) => existsSync(join(root, path)) && statSync(join(root, path)).isFile())
      .sort();
  }

  // Paths that match, e.g. files(/^src\/.*\.c$/).
  files(pattern) {
    return this.paths.filter((path) => pattern.test(path));
  }

  has(path) {
    return this.paths.includes(path);
  }

  text(path) {
    if (!this.#texts.has(path))
      this.#texts.set(path, readFileSync(join(this.root, path), 'utf8'));
    return this.#texts.get(path);
  }

  lines(path) {
    const lines = this.text(path).split('\n');
    if (lines.at(-1) === '') lines.pop();
    return lines;
  }
}
