CREATE TABLE teams (id bigint PRIMARY KEY);
CREATE TABLE users (team_id bigint NOT NULL REFERENCES teams, email text NOT NULL);
CREATE INDEX users_team ON users (team_id);
