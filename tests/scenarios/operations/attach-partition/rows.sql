INSERT INTO devices VALUES (1);
INSERT INTO events VALUES (1, '2024-05-01', 'in', 1);
INSERT INTO events_2025 VALUES (2, '2025-05-01', 'in', 1), (3, '2025-12-31', 'out', NULL);
