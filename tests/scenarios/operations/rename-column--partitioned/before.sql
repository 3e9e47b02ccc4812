CREATE TABLE devices (id integer PRIMARY KEY);
CREATE TABLE logs (id bigint NOT NULL, at date NOT NULL, area text NOT NULL, size integer, device integer) PARTITION BY RANGE (at);
CREATE TABLE logs_2024 PARTITION OF logs FOR VALUES FROM ('2024-01-01') TO ('2025-01-01') PARTITION BY LIST (area);
CREATE TABLE logs_2024_de PARTITION OF logs_2024 FOR VALUES IN ('de');
CREATE TABLE logs_2025 (size integer, device integer, id bigint NOT NULL, area text NOT NULL, at date NOT NULL);
ALTER TABLE logs ATTACH PARTITION logs_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
ALTER TABLE logs ADD CONSTRAINT size_positive CHECK (size > 0);
ALTER TABLE logs ALTER COLUMN size SET NOT NULL;
