// Functions: at most 60 lines, 6 parameters (besides err), nesting 3; and in all of src a
// median of 15 lines or less, nine of ten 40 or less.
import { functions, readC } from '../c_source.mjs';

const lines_max = 60;
const parameters_max = 6;
const nesting_max = 3;
const median_max = 15;
const p90_max = 40;
// Signatures that a library dictates.
const dictated = new Set(['src/source/xml_walk.c on_start', 'tests/support/server.c handle',
  'src/http/server_connection.c connection_request']);

function countParameters(parameters) {
  const has_err = /^struct err \*\s*\w+$/.test(parameters.at(-1) ?? '');
  return parameters.length - (has_err ? 1 : 0);
}

function* judge(file, one) {
  const { line, name } = one;
  const count = countParameters(one.parameters);
  if (one.lines > lines_max)
    yield { file, line, what: `${name} has ${one.lines} lines, at most ${lines_max}; split it` };
  if (count > parameters_max && !dictated.has(`${file} ${name}`))
    yield { file, line, what: `${name} takes ${count} parameters, at most ${parameters_max} `
      + 'besides err; gather them in a struct' };
  if (one.nesting > nesting_max)
    yield { file, line, what: `${name} nests ${one.nesting} deep, at most ${nesting_max}; `
      + 'return early or split it' };
}

function sizes(tree) {
  return tree.files(/^src\/.*\.c$/)
    .flatMap((file) => functions(readC(tree.text(file))).map((one) => one.lines))
    .sort((a, b) => a - b);
}

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

export function* check(tree) {
  for (const file of tree.files(/^(src|tests)\/.*\.[ch]$/))
    for (const one of functions(readC(tree.text(file)))) yield* judge(file, one);
  const all = sizes(tree);
  if (all.length > 0 && at(all, 0.5) > median_max)
    yield { file: 'src', line: 0,
            what: `the median function has ${at(all, 0.5)} lines, at most ${median_max}` };
  if (all.length > 0 && at(all, 0.9) > p90_max)
    yield { file: 'src', line: 0,
            what: `one function in ten has over ${at(all, 0.9)} lines, at most ${p90_max}` };
}

export function describe(tree) {
  const all = sizes(tree);
  const files = tree.files(/^src\/.*\.[ch]$/)
    .map((file) => tree.lines(file).length).sort((a, b) => a - b);
  return `src: ${files.length} files, median ${at(files, 0.5)}, p90 ${at(files, 0.9)}, max `
    + `${files.at(-1)} lines; ${all.length} functions, median ${at(all, 0.5)}, p90 `
    + `${at(all, 0.9)}, max ${all.at(-1)} lines`;
}
