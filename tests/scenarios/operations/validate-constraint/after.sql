CREATE TABLE users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL,
    nickname text
);
CREATE TABLE posts (id bigint PRIMARY KEY, author bigint CONSTRAINT posts_author REFERENCES users, title text CONSTRAINT "Has title" CHECK (title <> ''));
COMMENT ON CONSTRAINT "Has title" ON posts IS 'drafts too';
