INSERT INTO articles (author_id, title) VALUES (1, 'one'), (2, 'two');
