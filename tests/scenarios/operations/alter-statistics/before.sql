CREATE TABLE roads (id bigint PRIMARY KEY, city text, zip text);
CREATE STATISTICS roads_places ON city, zip FROM roads;
