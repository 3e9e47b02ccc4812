INSERT INTO lines (id, price, pieces) VALUES (1, 10, 2), (2, 5, 5);
