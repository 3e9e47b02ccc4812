CREATE TABLE keywords (
    "name" text UNIQUE, "value" int, "type" text, "left" int, "between" int, "user" int, "end" int,
    PRIMARY KEY ("user", "end")
);
CREATE INDEX keywords_left ON keywords ("left", "value");
CREATE INDEX keywords_between ON keywords ("between");
CREATE INDEX keywords_type ON keywords ("type", "name");
