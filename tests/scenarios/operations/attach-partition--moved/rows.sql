INSERT INTO events VALUES ('2024-01-01', 'a'), ('2024-08-01', 'a');
