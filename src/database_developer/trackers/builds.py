"""The address of the build that the program runs in, as build servers tell it."""

from __future__ import annotations

from collections.abc import Mapping

_WHOLE = ("CI_JOB_URL", "BUILD_URL", "CIRCLE_BUILD_URL", "BUILDKITE_BUILD_URL")
_GITHUB = ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_RUN_ID")


def build_address(environment: Mapping[str, str]) -> str:
    """The build's page: GitLab, Jenkins, CircleCI and Buildkite name it, GitHub its parts; "" outside of a build."""
    server, repository, run = (environment.get(name, "") for name in _GITHUB)
    if server and repository and run:
        return f"{server}/{repository}/actions/runs/{run}"
    told = (environment.get(name, "") for name in _WHOLE)
    return next((address for address in told if address.startswith(("http://", "https://"))), "")
