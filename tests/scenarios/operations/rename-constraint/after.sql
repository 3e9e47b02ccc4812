CREATE TABLE users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL,
    nickname text
);
ALTER TABLE users RENAME CONSTRAINT users_pkey TO pk_users;
ALTER TABLE users ADD CONSTRAINT uq_users_email UNIQUE (email);
ALTER TABLE users ADD CONSTRAINT ck_users_email CHECK (email <> '');
CREATE TABLE posts (id bigint PRIMARY KEY, author bigint REFERENCES users, mail text REFERENCES users (email));
