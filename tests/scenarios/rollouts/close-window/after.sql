CREATE TABLE accounts (id int PRIMARY KEY, holder text NOT NULL DEFAULT 'nobody', note text);
CREATE INDEX accounts_owner_idx ON accounts (holder);
