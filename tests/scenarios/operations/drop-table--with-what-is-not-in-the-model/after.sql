CREATE TABLE others (id bigint PRIMARY KEY, kind text);
