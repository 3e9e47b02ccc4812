CREATE TABLE logs (id bigint NOT NULL, at date NOT NULL, area text NOT NULL, PRIMARY KEY (id, at, area)) PARTITION BY RANGE (at);
CREATE INDEX logs_area ON logs (area);
CREATE TABLE logs_2024 PARTITION OF logs FOR VALUES FROM ('2024-01-01') TO ('2025-01-01') PARTITION BY LIST (area);
CREATE TABLE logs_2024_de PARTITION OF logs_2024 FOR VALUES IN ('de');
CREATE TABLE logs_2025 (id bigint NOT NULL, at date NOT NULL, area text NOT NULL, PRIMARY KEY (id, at, area)) PARTITION BY LIST (area);
CREATE INDEX logs_2025_area_idx ON logs_2025 (area);
CREATE TABLE logs_2025_de PARTITION OF logs_2025 FOR VALUES IN ('de');
CREATE TABLE logs_2024_fr (id bigint NOT NULL, at date NOT NULL, area text NOT NULL);
CREATE TABLE logs_rest PARTITION OF logs DEFAULT;
