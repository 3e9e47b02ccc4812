"""Models for object-relational mappers, one file for each target (and its parts beside it)."""
