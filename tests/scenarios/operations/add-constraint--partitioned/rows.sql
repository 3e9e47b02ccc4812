INSERT INTO devices VALUES (1);
INSERT INTO logs VALUES (1, '2024-03-01', 'de', 7, 1), (2, '2025-03-01', 'fr', 8, NULL);
