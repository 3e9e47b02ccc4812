"""The page of the build that the program runs in, as build servers tell it."""

from __future__ import annotations

import pytest

from database_developer.trackers.builds import build_address

GITHUB = {"GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "team/shop", "GITHUB_RUN_ID": "7"}


@pytest.mark.parametrize(
    ("environment", "address"),
    [
        ({}, ""),
        (GITHUB, "https://github.com/team/shop/actions/runs/7"),
        ({"GITHUB_RUN_ID": "7"}, ""),
        ({"CI_JOB_URL": "https://gitlab.example.org/shop/-/jobs/7"}, "https://gitlab.example.org/shop/-/jobs/7"),
        ({"BUILD_URL": "http://jenkins.example.org/job/7/"}, "http://jenkins.example.org/job/7/"),
        ({"BUILD_URL": "javascript:alert(1)"}, ""),
    ],
)
def test_the_address_of_a_build(environment: dict[str, str], address: str) -> None:
    assert build_address(environment) == address
