"""The forms of ticket text, one file each."""
