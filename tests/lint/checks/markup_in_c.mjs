// No markup in the C that answers readers; markup is web/templates/.
import { readC } from '../c_source.mjs';

export function* check(tree) {
  for (const file of tree.files(/^src\/(http|site|daemon|task|command)\/.*\.[ch]$/))
    for (const { line, text } of readC(tree.text(file)).strings)
      if (/^\s*<|<\/|<[a-zA-Z][a-zA-Z0-9]*(\s+[a-z-]+=|>[^ ]*<)/.test(text))
        yield { file, line, what: 'markup in C; put it in web/templates/ and fill a view tree' };
}
