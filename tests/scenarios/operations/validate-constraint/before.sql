CREATE TABLE users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL,
    nickname text
);
CREATE TABLE posts (id bigint PRIMARY KEY, author bigint, title text);
ALTER TABLE posts ADD CONSTRAINT posts_author FOREIGN KEY (author) REFERENCES users NOT VALID;
ALTER TABLE posts ADD CONSTRAINT "Has title" CHECK (title <> '') NOT VALID;
COMMENT ON CONSTRAINT "Has title" ON posts IS 'drafts too';
