INSERT INTO events VALUES (1, 'one', '2024-05-01'), (2, 'two', '2020-05-01');
