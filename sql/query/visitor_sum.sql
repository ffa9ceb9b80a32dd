-- How many all visitors have asked for on a day.
SELECT sum(asked) FROM visitor WHERE day = :day
