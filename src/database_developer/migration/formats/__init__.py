"""The file formats migrations are written in."""
