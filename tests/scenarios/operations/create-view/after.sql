CREATE TABLE users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL,
    nickname text
);
CREATE SCHEMA reports;
CREATE VIEW reports."All Users" WITH (security_barrier = true) AS SELECT id, email FROM users;
COMMENT ON VIEW reports."All Users" IS 'everybody';
COMMENT ON COLUMN reports."All Users".email IS 'lower case';
GRANT SELECT ON reports."All Users" TO PUBLIC;
CREATE VIEW reports.above AS SELECT id FROM reports."All Users";
CREATE MATERIALIZED VIEW reports.counts AS SELECT count(*) AS n FROM reports."All Users";
CREATE UNIQUE INDEX counts_n ON reports.counts (n);
CREATE MATERIALIZED VIEW reports.later AS SELECT email FROM users WITH NO DATA;
