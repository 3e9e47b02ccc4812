CREATE SCHEMA "Shop!";
CREATE TABLE "Shop!"."Orders" (id bigint NOT NULL, "Kind" text) PARTITION BY HASH (id, "Kind");
CREATE TABLE "Shop!".orders_0 PARTITION OF "Shop!"."Orders" FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE orders_1 (id bigint NOT NULL, "Kind" text);
