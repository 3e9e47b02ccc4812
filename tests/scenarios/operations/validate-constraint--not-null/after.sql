CREATE TABLE posts (id bigint PRIMARY KEY, title text NOT NULL, body text CONSTRAINT "Has a body" NOT NULL);
