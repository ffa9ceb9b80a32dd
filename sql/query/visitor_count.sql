-- A visitor has asked for one more.
INSERT INTO visitor (day, network, asked) VALUES (:day, :network, 1)
ON CONFLICT (day, network) DO UPDATE SET asked = asked + 1
