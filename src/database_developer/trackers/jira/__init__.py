"""Jira, Cloud and Data Center, as a tracker; nothing is imported before it is asked for."""
