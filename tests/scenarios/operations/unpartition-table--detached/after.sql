CREATE TABLE parts (id bigint PRIMARY KEY, up bigint, CONSTRAINT part_up FOREIGN KEY (up) REFERENCES parts (id));
CREATE TABLE parts_old (id bigint PRIMARY KEY, up bigint, CONSTRAINT part_up FOREIGN KEY (up) REFERENCES parts (id));
COMMENT ON TABLE parts IS 'of all';
CREATE INDEX parts_up ON parts (up);
