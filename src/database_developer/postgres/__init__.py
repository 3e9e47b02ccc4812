"""The only door to PostgreSQL: server, session, catalog, shadow, executor, dump."""
