-- A whole day of a category.
DELETE FROM announcement WHERE category = :category AND day = :day
