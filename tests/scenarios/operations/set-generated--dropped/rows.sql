INSERT INTO lines (id, price) VALUES (1, 10), (2, 5);
