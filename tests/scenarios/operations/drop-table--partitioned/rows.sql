INSERT INTO events VALUES (1, '2024-05-01', 'a'), (2, '2020-05-01', 'b');
