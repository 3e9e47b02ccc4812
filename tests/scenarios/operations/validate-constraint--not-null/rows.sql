INSERT INTO posts VALUES (1, 'one', 'first'), (2, 'two', 'second');
