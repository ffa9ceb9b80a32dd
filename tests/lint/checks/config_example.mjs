// config/paperfeed.ini is the option tables of src/config/config.c, written out: every key under
// its section, commented out with its default, below the sentence of the table. A section
// that an operator names himself, [model.NAME], is commented out as a whole.
const table = 'src/config/config.c';
const example = 'config/paperfeed.ini';
const text = String.raw`((?:"(?:[^"\\]|\\.)*"\s*)+)`;
const row = new RegExp(
  String.raw`\{\s*"([\w.]+)",\s*"(\w+)",\s*OPTION_\w+,\s*(?:AT|OF)\([\w.]+\),\s*-?\w+,\s*-?\w+,\s*${text},\s*${text}\}`, 'g');
const unquote = (strings) => strings.replace(/"\s*"/g, '').trim().slice(1, -1);

function readTable(source) {
  return [...source.matchAll(row)].map(([, section, key, otherwise, help]) => ({
    section, key, otherwise: unquote(otherwise), help: unquote(help) }));
}

// { "server.listen": { line, value, help } }
function readExample(lines) {
  const found = new Map();
  let section = '';
  let help = [];
  lines.forEach((line, at) => {
    const head = line.match(/^#?\[([\w.]+)\]$/);
    const key = line.match(/^#(\w+) =\s?(.*)$/);
    if (head) section = head[1];
    if (key) found.set(`${section}.${key[1]}`, { line: at + 1, value: key[2], help: help.join(' ') });
    help = line.startsWith('# ') ? [...help, line.slice(2)] : [];
  });
  return found;
}

export function* check(tree) {
  if (!tree.has(table) || !tree.has(example)) return;
  const options = readTable(tree.text(table));
  const found = readExample(tree.lines(example));
  if (options.length === 0)
    yield { file: table, line: 1, what: 'its option table cannot be read; mend this check' };
  for (const { section, key, otherwise, help } of options) {
    const name = `${section}.${key}`;
    const shown = found.get(name);
    found.delete(name);
    if (shown === undefined)
      yield { file: example, line: 1, what: `${name} of ${table} is not shown` };
    else if (shown.value !== otherwise || !shown.help.endsWith(help))
      yield { file: example, line: shown.line,
              what: `${name}: write "# ${help}" and "#${key} = ${otherwise}", as ${table} says` };
  }
  for (const [name, { line }] of found)
    yield { file: example, line, what: `${table} knows no ${name}` };
}
