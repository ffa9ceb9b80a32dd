-- The older text; a version that is already kept stays as it was.
INSERT OR IGNORE INTO paper_version (paper, version, updated, title, authors, comment,
                                     abstract)
VALUES (:paper, :version, :updated, :title, :authors, :comment, :abstract)
