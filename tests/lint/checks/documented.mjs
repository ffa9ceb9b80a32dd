// What an operator can meet stands in docs/operations.md: each line of the log, each
// metric, each command.
import { lineAt } from '../c_source.mjs';

const page = 'docs/operations.md';
const text = String.raw`"((?:[^"\\]|\\.)*)"`;
const kinds = [
  { what: 'this line of the log', where: /^src\/.*\.c$/,
    pattern: new RegExp(String.raw`\blog_(?:error|warn|info)\s*\(\s*${text}`, 'g') },
  { what: 'this metric', where: /^src\/site\/status\/metrics\.c$/, pattern: /"(paperfeed_\w+)"/g },
  { what: 'this command', where: /^src\/(command|parse)\/command_\w+\.c$/,
    pattern: /const struct command \w+ = \{\s*\.name = "(\w+)"/g },
];

// "poll failed why=%s" begins with the phrase "poll failed".
const phrase = (line) => line.split(/ ?\w+=|:|%/)[0].trim();

export function* check(tree) {
  if (!tree.has(page)) return;
  const manual = tree.text(page);
  for (const { what, where, pattern } of kinds)
    for (const file of tree.files(where))
      for (const match of tree.text(file).matchAll(pattern)) {
        const name = phrase(match[1]);
        if (name !== '' && !manual.includes(name))
          yield { file, line: lineAt(tree.text(file), match.index + 1),
                  what: `“${name}”: ${page} does not say what ${what} means` };
      }
}
