INSERT INTO users (id, code, token, email) VALUES (1, 'a', gen_random_uuid(), 'a@example.com'), (2, 'b', gen_random_uuid(), 'b@example.com');
