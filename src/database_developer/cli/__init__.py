"""Front door: one file a verb; arguments in, exit code out."""
