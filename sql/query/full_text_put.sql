-- The text of a version of a paper.
INSERT INTO full_text (paper, version, source, notice, cut, fetched, size, packed)
SELECT id, :version, :source, :notice, :cut, :fetched, :size, :packed
  FROM paper
 WHERE key = :key
ON CONFLICT (paper, version) DO UPDATE
   SET source = excluded.source, notice = excluded.notice, cut = excluded.cut,
       fetched = excluded.fetched, size = excluded.size, packed = excluded.packed
