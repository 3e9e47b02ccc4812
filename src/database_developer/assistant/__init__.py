"""Door to language models: one may help to read a ticket; what it says comes back as typed asks with quotes."""
