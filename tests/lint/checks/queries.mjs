// sql/query: one statement a file, named table_verb, with a sentence on top.
const head = /^-- \S/;

// Names of tables and views, and what a query may be about besides.
function subjects(tree) {
  const names = ['store'];
  for (const file of tree.files(/^sql\/schema\/.*\.sql$/))
    for (const match of tree.text(file).matchAll(/CREATE (?:VIRTUAL )?(?:TABLE|VIEW) (\w+)/g))
      names.push(match[1]);
  return names;
}

const strip = (text) => text.replace(/--[^\n]*/g, '').replace(/'(?:''|[^'])*'/g, "''");

export function* check(tree) {
  const known = subjects(tree);
  for (const file of tree.files(/^sql\/query\//)) {
    const name = file.split('/').at(-1);
    const stem = name.replace(/\.sql$/, '');
    if (!/^[a-z]+(_[a-z]+)+\.sql$/.test(name))
      yield { file, line: 1, what: 'name it <table>_<verb>.sql, lower case' };
    else if (!known.some((subject) => stem.startsWith(`${subject}_`)))
      yield { file, line: 1, what: 'begins with no table of sql/schema; name it <table>_<verb>.sql' };
    if (!head.test(tree.text(file)))
      yield { file, line: 1, what: 'begins without a sentence (-- …) that says what is asked' };
    const statements = strip(tree.text(file)).split(';').filter((part) => part.trim() !== '');
    if (statements.length !== 1)
      yield { file, line: 1, what: `${statements.length} statements; one a file` };
    if (/[?@$]\w*|(^|[^:]):\d/.test(strip(tree.text(file))))
      yield { file, line: 1, what: 'parameters are named (:day), not numbered' };
  }
}
