CREATE TABLE parts (id bigint PRIMARY KEY, up bigint, CONSTRAINT part_up FOREIGN KEY (up) REFERENCES parts (id));
