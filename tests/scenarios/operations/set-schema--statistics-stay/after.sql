CREATE SCHEMA archive;
CREATE TABLE archive.roads (id bigint PRIMARY KEY, city text, zip text);
CREATE STATISTICS roads_places ON city, zip FROM archive.roads;
