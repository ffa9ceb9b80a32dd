-- An answer is stored: its part of the estimate is no longer reserved.
UPDATE job SET answered = answered + :cost WHERE id = :id
