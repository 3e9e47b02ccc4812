"""The journal in the user's database: which migrations ran, how far, and which rows a backfill has done."""
