// Includes point down only, as docs/architecture.md draws it; source, net and store know
// nothing of one another.
const may_include = {
  base: ['base'],
  text: ['base', 'text'],
  model: ['base', 'text', 'model'],
  source: ['base', 'text', 'model', 'source'],
  proceedings: ['base', 'text', 'model', 'source', 'proceedings'],
  llm: ['base', 'text', 'model', 'llm'],
  net: ['base', 'model', 'net'],
  index: ['base', 'text', 'model', 'index'],
  store: ['base', 'text', 'model', 'index', 'store'],
  http: ['base', 'text', 'http'],
  work: ['base', 'text', 'model', 'source', 'proceedings', 'net', 'store', 'work'],
  faq: ['base', 'text', 'model', 'source', 'llm', 'net', 'store', 'work', 'faq'],
  site: ['base', 'text', 'model', 'store', 'http', 'site'],
  config: ['base', 'text', 'model', 'llm', 'net', 'config'],
  parse: ['base', 'text', 'model', 'source', 'proceedings', 'parse'],
};
const wiring = new Set(['daemon', 'task', 'command']); // the top: may include all

function judge(folder, target, path) {
  const allowed = may_include[folder];
  if (allowed === undefined)
    return `src/${folder} has no layer; add it to tests/lint/checks/layers.mjs`;
  if (target === null)
    return path.endsWith('.def') ? null : `write the path from src/: "${folder}/${path}"`;
  return allowed.includes(target) ? null
    : `${folder} may include only ${allowed.join(', ')}; pass what you need from above`;
}

export function* check(tree) {
  for (const file of tree.files(/^src\/.*\.[ch]$/)) {
    const parts = file.split('/');
    if (parts.length === 2 || wiring.has(parts[1])) continue;
    for (const [at, line] of tree.lines(file).entries()) {
      const include = line.match(/^\s*#\s*include\s*"([^"]+)"/);
      if (include === null) continue;
      const target = include[1].includes('/') ? include[1].split('/')[0] : null;
      const what = judge(parts[1], target, include[1]);
      if (what !== null) yield { file, line: at + 1, what };
    }
  }
}
