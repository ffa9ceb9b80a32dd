// SQL lives in sql/, not in C strings. db.c and migrate.c hold what makes a connection and
// a transaction; a pragma of a foreign file may stand in backup.c.
import { readC } from '../c_source.mjs';

const home = new Set(['src/store/db.c', 'src/store/migrate.c']);
const pragma_too = new Set(['src/store/backup.c']);
const verb =
  /\b(SELECT\s|INSERT\s+(OR|INTO)\b|UPDATE\s+\w+\s+SET\b|DELETE\s+FROM\b|REPLACE\s+INTO\b|(CREATE|DROP|ALTER)\s+(TABLE|INDEX|VIEW|UNIQUE|VIRTUAL|TRIGGER|TEMP)|BEGIN(\s+(IMMEDIATE|DEFERRED|EXCLUSIVE))?\s*;?$|COMMIT\s*;?$|ROLLBACK\b|SAVEPOINT\s|ATTACH\s|VACUUM\b|WITH\s+\w+\s+AS\s*\()/;

export function* check(tree) {
  for (const file of tree.files(/^src\/.*\.[ch]$/)) {
    if (home.has(file)) continue;
    for (const { line, text } of readC(tree.text(file)).strings) {
      if (verb.test(text) || (/\bPRAGMA\s/.test(text) && !pragma_too.has(file)))
        yield { file, line,
                what: 'SQL in C; make it sql/query/<table>_<verb>.sql and call it by its enum' };
    }
  }
}
