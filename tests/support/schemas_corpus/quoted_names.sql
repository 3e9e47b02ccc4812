CREATE SCHEMA "Mixed Case";
CREATE TYPE "Mixed Case"."Mood" AS ENUM ('ok', 'it''s', 'Über', '');
CREATE TABLE "Mixed Case"."Ta USING btree (x)" (
    "Id" int PRIMARY KEY, "select" text NOT NULL, "a""b" "Mixed Case"."Mood" DEFAULT 'ok',
    "naïve" text, "a.b" int[], "per%cent" int CHECK ("per%cent" > 0),
    CONSTRAINT "Con Straint" UNIQUE ("select", "a""b")
);
CREATE INDEX "In USING btree (y)" ON "Mixed Case"."Ta USING btree (x)" ("select", "naïve" DESC) INCLUDE ("a.b");
CREATE INDEX "In ""Dex"" 2" ON "Mixed Case"."Ta USING btree (x)" (lower("select"), ("per%cent" + 1));
CREATE TABLE "Mixed Case"."user" (
    "order" int REFERENCES "Mixed Case"."Ta USING btree (x)" ("Id") ON DELETE CASCADE
);
CREATE VIEW "Mixed Case"."Vi ew" AS SELECT "Id" AS "Other Id" FROM "Mixed Case"."Ta USING btree (x)";
