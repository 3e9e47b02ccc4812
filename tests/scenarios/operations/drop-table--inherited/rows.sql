INSERT INTO people VALUES (1, 'one');
INSERT INTO guests VALUES (2, 'two', 'r');
