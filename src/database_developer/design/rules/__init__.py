"""The design rules, one file each."""
