-- What was spent from a day to another.
SELECT sum(cost) FROM spend WHERE day BETWEEN :first AND :last
