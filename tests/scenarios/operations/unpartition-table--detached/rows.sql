INSERT INTO parts VALUES (1, NULL), (2, 1), (-5, NULL);
