CREATE TABLE indexed (
    id bigint, name text, code varchar(20), fixed char(3), place point, document jsonb, words tsvector,
    at timestamptz, kind "char", address inet, network cidr, label name, amounts int[], de text COLLATE "C"
);
CREATE INDEX indexed_plain ON indexed (id);
CREATE INDEX indexed_two ON indexed (code, fixed DESC, at DESC NULLS LAST, id NULLS FIRST);
CREATE INDEX indexed_pattern ON indexed (name text_pattern_ops, code varchar_pattern_ops);
CREATE INDEX indexed_collated ON indexed (name COLLATE "C", de, de COLLATE "default");
CREATE INDEX indexed_both ON indexed (name COLLATE "POSIX" text_pattern_ops DESC NULLS LAST);
CREATE INDEX indexed_lower ON indexed (lower(name), (id + 1) DESC, (name || 'it''s, "x"') COLLATE "C");
CREATE INDEX indexed_partial ON indexed (at) WHERE id > 5 AND name IS NOT NULL;
CREATE UNIQUE INDEX indexed_unique ON indexed (id) INCLUDE (name, code) WITH (fillfactor = 50);
CREATE INDEX indexed_gin ON indexed USING gin (document jsonb_path_ops, words);
CREATE INDEX indexed_gin_default ON indexed USING gin (document) WITH (fastupdate = off);
CREATE INDEX indexed_array ON indexed USING gin (amounts);
CREATE INDEX indexed_gist ON indexed USING gist (place, words tsvector_ops (siglen = 100));
CREATE INDEX indexed_brin ON indexed USING brin (at, id int8_minmax_multi_ops (values_per_range = 16));
CREATE INDEX indexed_hash ON indexed USING hash (code);
CREATE INDEX indexed_odd ON indexed (kind, address, network, label, amounts);
CREATE INDEX indexed_bpchar ON indexed (code bpchar_ops, name text_ops, network inet_ops);
COMMENT ON INDEX indexed_plain IS 'plain';
CLUSTER indexed USING indexed_plain;
