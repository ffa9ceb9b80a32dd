-- The paper's twins are not to be looked for.
-- scan-ok: the queue is short, and this is asked for when two papers become one.
DELETE FROM link_todo WHERE paper = :paper
