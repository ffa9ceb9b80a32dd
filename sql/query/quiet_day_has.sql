-- Is the day known as quiet?
SELECT 1 FROM quiet_day WHERE category = :category AND day = :day
