"""A change in phases, so that the old and the new version of the application work side by side in between."""
