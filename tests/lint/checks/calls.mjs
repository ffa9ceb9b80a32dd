// Calls that only some layers may make. base/banned.h holds what nobody may call.
import { lineAt, readC } from '../c_source.mjs';

const low = /^src\/(text|model|source|llm|net|store)\//;
const rules = [
  { call: /\bsqlite3_(exec|v?mprintf|snprintf)\s*\(/g, where: /^src\//, but: /^src\/store\//,
    what: 'only the store knows SQLite' },
  { call: /\b(printf|puts|putchar|vprintf)\s*\(/g, where: /^src\//, but: /^src\/(main\.c|(command|parse|daemon)\/.*)$/,
    what: 'only commands and the daemon write to standard output' },
  { call: /\bcJSON_Print\w*\s*\(/g, where: /^src\//, but: /^src\/text\/json\w*\.c$/,
    what: 'JSON is written by json_write (text/json.h), which bounds and escapes it' },
  { call: /\blog_(error|warn|info|debug|line)\s*\(/g, where: /^src\//, but: /^src\/(work|faq|http|site|base|daemon|task|command|parse)\/|^src\/main\.c$/,
    what: 'layers 0 to 2 do not log; return the error, the loop where it stops logs it' },
  { call: /\b(clock_now(_ms)?|random_bits|time|clock_gettime|gettimeofday|rand|random|getrandom)\s*\(/g,
    where: low, but: /$^/, what: 'time and chance are arguments here; the loop passes them' },
];

export function* check(tree) {
  for (const file of tree.files(/^src\/.*\.[ch]$/)) {
    const { bare } = readC(tree.text(file));
    for (const rule of rules) {
      if (!rule.where.test(file) || rule.but.test(file)) continue;
      for (const match of bare.matchAll(rule.call))
        yield { file, line: lineAt(bare, match.index + 1), what: rule.what };
    }
  }
}
