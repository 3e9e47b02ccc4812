CREATE TABLE accounts (id int PRIMARY KEY, owner text NOT NULL DEFAULT 'nobody', legacy_code text NOT NULL UNIQUE, note text);
CREATE TABLE old_logs (id int PRIMARY KEY, account_id int REFERENCES accounts (id));
CREATE INDEX accounts_owner_idx ON accounts (owner);
INSERT INTO accounts SELECT n, 'owner ' || n, 'code ' || n, NULL FROM generate_series(1, 20) AS n;
INSERT INTO old_logs SELECT n, n FROM generate_series(1, 20) AS n;
