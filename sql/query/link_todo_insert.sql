-- The paper's twin is to be looked for.
INSERT INTO link_todo (paper) VALUES (:paper)
