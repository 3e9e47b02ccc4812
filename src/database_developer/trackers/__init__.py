"""The door to where tickets live."""
