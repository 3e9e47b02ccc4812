INSERT INTO products VALUES (1, 10), (2, 0.5);
