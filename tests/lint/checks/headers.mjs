// The header is the contract: each function it declares stands in a group of lines (ended by
// an empty one) with a comment. A header with a handful of functions may say it in its head;
// x_init, x_done, x_open and x_close mean the same everywhere.
import { prototypes, readC } from '../c_source.mjs';

const few = 4;
const life = /_(init|done|open|close)$/;

function isDocumented(lines, commented, { line, last }) {
  let from = line;
  let until = last;
  while (from > 1 && lines[from - 2].trim() !== '') from--;
  while (until < lines.length && lines[until].trim() !== '') until++;
  for (let at = from; at <= until; at++) if (commented.has(at)) return true;
  return false;
}

export function* check(tree) {
  for (const file of tree.files(/^src\/.*\.h$/)) {
    const source = readC(tree.text(file));
    const declared = prototypes(source);
    const lines = tree.lines(file);
    const commented = new Set(source.comments.flatMap(({ line, last }) =>
      Array.from({ length: last - line + 1 }, (_, i) => line + i)));
    if (declared.length <= few) continue;
    for (const one of declared)
      if (!life.test(one.name) && !isDocumented(lines, commented, one))
        yield { file, line: one.line, what: `${one.name} has no comment in its group; say what it `
          + 'promises, so that one could write it from the comment' };
  }
}
