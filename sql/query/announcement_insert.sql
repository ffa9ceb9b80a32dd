-- One line of an announcement.
INSERT INTO announcement (category, day, section, position, key, paper, stored)
VALUES (:category, :day, :section, :position, :key, :paper, :stored)
