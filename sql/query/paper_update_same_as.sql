-- All that is known of the paper is in the other one from now on.
UPDATE paper SET same_as = :into WHERE id = :paper
