-- What the edition is called in full.
UPDATE edition SET title = :title, title_dialect = :dialect
 WHERE id = :edition
   AND (title IS NULL OR (title_dialect <= :dialect
                          AND (title <> :title OR title_dialect <> :dialect)))
