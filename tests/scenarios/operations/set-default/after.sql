CREATE TABLE users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL,
    nickname text
);
ALTER TABLE users ALTER COLUMN nickname SET DEFAULT 'it''s \me';
CREATE SEQUENCE user_numbers;
ALTER TABLE users ALTER COLUMN email SET DEFAULT 'user' || nextval('user_numbers');
