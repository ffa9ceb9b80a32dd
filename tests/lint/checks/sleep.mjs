// Nobody sleeps: loops wait for a condition with a deadline (stop_wait), tests poll for one.
import { lineAt, readC } from '../c_source.mjs';

const call = /\b\w*sleep\s*\(/g;

export function* check(tree) {
  for (const file of tree.files(/^(src|tests)\/.*\.([ch]|mjs|js)$/)) {
    const { code } = readC(tree.text(file));
    for (const match of code.matchAll(call)) {
      const declares = /\b(static\s+)?(void|int|bool)\s+$/.test(code.slice(0, match.index));
      if (!declares && /(^|_|u|nano)sleep\s*\($/.test(match[0]))
        yield { file, line: lineAt(code, match.index + 1),
                what: 'a sleep; wait for the condition itself, with a deadline' };
    }
  }
}
