// A template escapes each value; raw holes only for names that end in _html, which only a
// struct html can fill. No script and no style inside: the page's policy forbids them.
const rules = [
  { pattern: /\{\{\{\s*(?!\w+_html\s*\}\}\})/, what: 'raw {{{…}}} of a name that does not end in _html' },
  { pattern: /\{\{&/, what: 'raw {{&…}}; write {{{name_html}}}' },
  { pattern: /<script(?![^>]*\ssrc=)[^>]*>/i, what: 'a script in the page; put it in web/static/' },
  { pattern: /\son[a-z]+\s*=\s*"/i, what: 'an event handler in the page; add it in web/static/' },
  { pattern: /<style\b/i, what: 'a style sheet in the page; put it in web/static/style.css' },
];

export function* check(tree) {
  for (const file of tree.files(/^web\/templates\/.*\.(html|xml)$/))
    for (const [at, line] of tree.lines(file).entries())
      for (const { pattern, what } of rules)
        if (pattern.test(line)) yield { file, line: at + 1, what };
}
