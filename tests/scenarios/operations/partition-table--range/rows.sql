INSERT INTO devices VALUES (1);
INSERT INTO orders (at, state, device) VALUES ('2024-01-01', 'open', 1), ('2025-01-01', 'done', NULL);
INSERT INTO items SELECT id, at FROM orders;
