"""Runs migrations on the user's database, so that they can fail at any moment and be resumed or taken back."""
