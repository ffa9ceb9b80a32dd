// Files: short, with a head that says why they exist, and not named for a place where
// things fall in.
const lines_max = 500;
const place = /(^|_)(utils?|misc|common|helpers?)(_|\.|$)/;
const code = /^(src|tests)\/.*\.([ch]|mjs)$|^web\/static\/.*\.(js|css)$/;
const needs_head = /^(src|tests)\/.*\.([ch]|mjs|def)$|^web\/static\/.*\.(js|css)$/;

function hasHead(lines) {
  const first = lines[0]?.startsWith('#!') ? lines[1] : lines[0];
  return /^(\/\*|\/\/)\s*\S/.test(first ?? '');
}

export function* check(tree) {
  for (const file of tree.files(code)) {
    const count = tree.lines(file).length;
    if (count > lines_max)
      yield { file, line: count,
              what: `${count} lines, at most ${lines_max}; split it by what it is about` };
  }
  for (const file of tree.files(/^(src|tests|scripts|sql|web)\//)) {
    const name = file.split('/').at(-1);
    if (place.test(name) && !file.endsWith('.def'))
      yield { file, line: 1, what: 'a name into which everything falls; say what it is about' };
  }
  for (const file of tree.files(needs_head))
    if (!hasHead(tree.lines(file)))
      yield { file, line: 1, what: 'begins without a comment that says why the file exists' };
}
