"""The known patterns of relational design, asked for in words: one file each."""
