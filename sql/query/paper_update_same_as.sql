-- All that is known of the paper, and of those that became it before, is in the other
-- one from now on.
UPDATE paper SET same_as = :into WHERE id = :paper OR same_as = :paper
