CREATE TABLE users (email text NOT NULL);
CREATE TABLE guests (room text) INHERITS (users);
CREATE TABLE late_guests (hour integer) INHERITS (guests);
