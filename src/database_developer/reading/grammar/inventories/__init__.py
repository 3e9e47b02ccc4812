"""Sentences that list what a thing holds, whatever everyday words stand around its name and the list."""
