CREATE TABLE streets (id bigint, town text, zip text, CONSTRAINT roads_pkey PRIMARY KEY (id));
CREATE STATISTICS streets_places ON town, zip FROM streets;
