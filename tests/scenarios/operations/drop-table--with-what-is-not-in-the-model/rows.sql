INSERT INTO notes VALUES (1, 'a', 'one');
INSERT INTO others VALUES (1, 'a', 'b');
