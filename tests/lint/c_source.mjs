// Enough of C's grammar for checks: comments and strings apart from code, functions with
// their extent. No preprocessor: a directive is a blank line here.

const token = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:\\[\s\S]|[^"\\\n])*"|'(?:\\[\s\S]|[^'\\\n])*'/g;
const blank = (text) => text.replace(/[^\n]/g, ' ');

export function lineAt(text, offset) {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1))
    line++;
  return line;
}

// code: the text with comments blanked and literals emptied, places unchanged;
// bare: the same without directives; strings: [{ line, text }]; comments: [{ line, last }].
export function readC(text) {
  const strings = [];
  const comments = [];
  const code = text.replace(token, (match, offset) => {
    const line = lineAt(text, offset);
    if (match[0] === '/') {
      comments.push({ line, last: line + match.split('\n').length - 1 });
      return blank(match);
    }
    if (match[0] === '"') strings.push({ line, text: match.slice(1, -1) });
    return match[0] + blank(match.slice(1, -1)) + match[0];
  });
  const bare = code.replace(/^[ \t]*#(?:[^\n]*\\\n)*[^\n]*/gm, blank);
  return { code, bare, strings, comments };
}

// The offset of the bracket that closes the one at `open`; -1: none does.
function closing(text, open) {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if ('([{'.includes(text[at])) depth++;
    else if (')]}'.includes(text[at]) && --depth === 0) return at;
  }
  return -1;
}

function opening(text, close) {
  let depth = 0;
  for (let at = close; at >= 0; at--) {
    if (')]}'.includes(text[at])) depth++;
    else if ('([{'.includes(text[at]) && --depth === 0) return at;
  }
  return -1;
}

function splitParameters(text) {
  const parts = [];
  let depth = 0;
  let part = '';
  for (const char of text) {
    if (char === '(') depth++;
    if (char === ')') depth--;
    if (char === ',' && depth === 0) {
      parts.push(part.trim());
      part = '';
    } else part += char;
  }
  parts.push(part.trim());
  return parts.filter((each) => each !== '' && each !== 'void');
}

const not_a_name = new Set(['__attribute__', 'CLEANUP', 'PRINTF_LIKE', '_Static_assert', 'if',
  'for', 'while', 'switch', 'return', 'sizeof']);

// "static bool f(int a, struct err *err)" as { name, parameters, offset }; null: no function.
function readHead(head) {
  if (/(^|[^=!<>])=([^=]|$)/.test(head) || /^\s*typedef\b/.test(head)) return null;
  for (const match of head.matchAll(/([A-Za-z_]\w*)\s*\(/g)) {
    if (not_a_name.has(match[1])) continue;
    const open = match.index + match[0].length - 1;
    const close = closing(head, open);
    if (close < 0 || match.index === 0) return null;
    return { name: match[1], parameters: splitParameters(head.slice(open + 1, close)),
             offset: match.index };
  }
  return null;
}

// Deepest nesting of control statements with braces; a compound literal is none.
function deepest(body) {
  const stack = [];
  let most = 0;
  for (let at = 1; at < body.length - 1; at++) {
    if (body[at] === '}') stack.pop();
    if (body[at] !== '{') continue;
    const before = body.slice(0, at).trimEnd();
    let control = /\b(else|do)$/.test(before);
    if (before.endsWith(')')) {
      const word = before.slice(0, opening(before, before.length - 1)).match(/(\w+)\s*$/);
      control = word !== null && /^(if|for|while|switch|\w*ForEach)$/.test(word[1]);
    }
    stack.push(control);
    most = Math.max(most, stack.filter(Boolean).length);
  }
  return most;
}

// Definitions: [{ name, parameters, line, lines, nesting }].
export function functions(source) {
  const { bare } = source;
  const found = [];
  let start = 0;
  for (let at = 0; at < bare.length; at++) {
    if (bare[at] === ';' || bare[at] === '}') start = at + 1;
    if (bare[at] === '(') at = Math.max(at, closing(bare, at));
    if (bare[at] !== '{') continue;
    const head = readHead(bare.slice(start, at));
    const close = closing(bare, at);
    if (close < 0) break;
    if (head !== null) {
      const line = lineAt(bare, start + head.offset);
      found.push({ name: head.name, parameters: head.parameters, line,
                   lines: lineAt(bare, close) - line + 1,
                   nesting: deepest(bare.slice(at, close + 1)) });
      start = close + 1;
    }
    at = close;
  }
  return found;
}

// Declarations of a header: [{ name, parameters, line, last }].
export function prototypes(source) {
  const { bare } = source;
  const found = [];
  let start = 0;
  for (let at = 0; at < bare.length; at++) {
    if (bare[at] === '{') {
      at = closing(bare, at);
      if (at < 0) break;
      continue;
    }
    if (bare[at] !== ';') continue;
    const statement = bare.slice(start, at);
    const head = statement.includes('{') ? null : readHead(statement);
    if (head !== null && !/^\s*(extern|struct \w+|static inline)\b[^(]*;/.test(statement)) {
      const first = start + statement.search(/\S/);
      found.push({ ...head, line: lineAt(bare, first), last: lineAt(bare, at) });
    }
    start = at + 1;
  }
  return found;
}
