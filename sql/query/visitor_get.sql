-- How many a visitor has asked for on a day.
SELECT asked FROM visitor WHERE day = :day AND network = :network
