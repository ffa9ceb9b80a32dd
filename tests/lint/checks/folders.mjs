// A folder of src/ is a room that one can look over; a crowded one is divided by subject.
import { dirname } from 'node:path';

const files_max = 64;

export function* check(tree) {
  const counts = new Map();
  for (const file of tree.files(/^src\//))
    counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
  for (const [folder, count] of counts)
    if (count > files_max)
      yield { file: folder, line: count,
              what: `${count} files, at most ${files_max}; divide it by what they are about` };
}
