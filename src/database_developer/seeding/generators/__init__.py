"""Generators of values, one file each."""
