"""From a proof to files and a summary; returns text by path."""
