"""Compares two schemas; plans and proves with the same eyes."""
