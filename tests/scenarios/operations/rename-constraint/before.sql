CREATE TABLE users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL,
    nickname text
);
ALTER TABLE users ADD CONSTRAINT "Email once" UNIQUE (email);
ALTER TABLE users ADD CONSTRAINT c1 CHECK (email <> '');
CREATE TABLE posts (id bigint PRIMARY KEY, author bigint REFERENCES users, mail text REFERENCES users (email));
