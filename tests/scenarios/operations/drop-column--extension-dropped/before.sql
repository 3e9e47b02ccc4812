CREATE EXTENSION citext;
CREATE DOMAIN handle AS citext;
CREATE TABLE users (email text NOT NULL, name citext, handle handle, names citext[]);
