CREATE TABLE parts (id bigint PRIMARY KEY, up bigint, CONSTRAINT part_up FOREIGN KEY (up) REFERENCES parts (id)) PARTITION BY RANGE (id);
CREATE TABLE parts_new PARTITION OF parts FOR VALUES FROM (0) TO (1000);
CREATE TABLE parts_old PARTITION OF parts FOR VALUES FROM (-1000) TO (0);
COMMENT ON TABLE parts IS 'of all';
COMMENT ON TABLE parts_new IS 'the new ones';
CREATE INDEX parts_new_up ON parts_new (up);
