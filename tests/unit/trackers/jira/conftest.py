"""The fakes that stand in for Jira."""

from support.fake_jira.fixtures import any_jira, cloud_jira, data_center_jira

__all__ = ["any_jira", "cloud_jira", "data_center_jira"]
