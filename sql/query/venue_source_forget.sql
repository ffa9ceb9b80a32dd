-- An address that is no longer in the configuration.
DELETE FROM venue_source WHERE name = :name AND url = :url
