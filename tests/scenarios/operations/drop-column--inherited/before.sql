CREATE TABLE users (legacy integer NOT NULL, code text NOT NULL DEFAULT 'x', email text NOT NULL);
CREATE TABLE guests (room text) INHERITS (users);
CREATE TABLE late_guests (hour integer) INHERITS (guests);
