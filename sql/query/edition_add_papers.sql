-- Papers came to the edition, changed in it or left it.
UPDATE edition
   SET papers = papers + :papers, abstracts = abstracts + :abstracts,
       added_at = coalesce(added_at, :now), changed_at = :now
 WHERE id = :edition
