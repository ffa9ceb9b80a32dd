-- The paper was told of under this title.
INSERT OR IGNORE INTO edition_title (edition, title, paper)
VALUES (:edition, :title, :paper)
