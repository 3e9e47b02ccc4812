"""Notations in which tables are described, one file each: code to a sketch."""
