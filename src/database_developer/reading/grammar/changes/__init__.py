"""Sentences that tell what becomes of tables and columns that stand already, one kind of change each."""
