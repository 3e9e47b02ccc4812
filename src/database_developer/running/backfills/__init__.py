"""Backfills: an UPDATE of many rows, range by range, each range done exactly once and each batch over in a moment."""
