-- The titles of a paper are told of the other one from now on.
UPDATE OR REPLACE edition_title SET paper = :into
 WHERE edition = :edition AND paper = :paper
