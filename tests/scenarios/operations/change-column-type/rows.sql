INSERT INTO items (name, color, weight, seen) VALUES ('a', 'red', 1, '2026-01-01 12:00'), ('b', 'blue', 2, NULL);
INSERT INTO lots VALUES (1, 1);
