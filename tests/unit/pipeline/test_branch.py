"""The branch's page on the server that holds it: whichever way the remote is written, and without credentials."""

from __future__ import annotations

from pathlib import Path

import pytest

from database_developer.pipeline.branch import branch_of, page_of


@pytest.mark.parametrize(
    ("remote", "page"),
    [
        ("https://github.com/team/shop.git", "https://github.com/team/shop/tree/a%20b/c"),
        ("https://me:secret@github.com/team/shop", "https://github.com/team/shop/tree/a%20b/c"),
        ("git@gitlab.example.org:team/sub/shop.git", "https://gitlab.example.org/team/sub/shop/tree/a%20b/c"),
        ("ssh://git@git.example.org:7999/team/shop.git", "https://git.example.org/team/shop/tree/a%20b/c"),
        ("https://git.example.org:8443/shop.git", "https://git.example.org:8443/shop/tree/a%20b/c"),
        ("git@bitbucket.org:team/shop.git", "https://bitbucket.org/team/shop/branch/a%20b/c"),
        ("/srv/git/shop.git", ""),
        ("../shop", ""),
        ("file:///srv/git/shop.git", ""),
        ("", ""),
    ],
)
def test_the_page_of_a_branch(remote: str, page: str) -> None:
    assert page_of(remote, "a b/c") == page


def test_a_folder_outside_of_git_is_on_no_branch(tmp_path: Path) -> None:
    assert branch_of(tmp_path) is None
    assert branch_of(tmp_path / "gone") is None
