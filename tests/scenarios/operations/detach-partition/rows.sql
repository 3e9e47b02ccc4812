INSERT INTO devices VALUES (1);
INSERT INTO events VALUES (1, '2024-05-01', 'in', 1), (2, '2025-05-01', 'in', 1);
INSERT INTO remarks VALUES (1, '2024-05-01');
