"""``dbd login``: keep a token for a Jira in the system's keyring, once it is seen to work."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from database_developer.cli.telling import show_error
from database_developer.errors import DatabaseDeveloperError, UsageError
from database_developer.settings import read_settings
from database_developer.trackers.jira.account import Account, checked_url
from database_developer.trackers.jira.credentials import forget, keep
from database_developer.trackers.jira.place import Place

CLOUD = ".atlassian.net"


@click.command("login", short_help="Keep a token for Jira in the keyring.")
@click.option("--project", default=".", metavar="DIR", help="The project's folder (here).")
@click.option("--url", help="The Jira's address ([tracker] url in dbd.toml, or JIRA_URL).")
@click.option("--email", help="The account's e-mail address, on Jira Cloud.")
@click.option("--token-stdin", is_flag=True, help="Read the token from standard input, and ask nothing.")
@click.option("--forget", "forgets", is_flag=True, help="Take the token out of the keyring.")
def login(project: str, url: str | None, email: str | None, token_stdin: bool, forgets: bool) -> None:
    """Keep a Jira token in the system's keyring: an API token on Cloud, a personal access token on Data Center.

    Instead of that, JIRA_URL, JIRA_EMAIL and JIRA_TOKEN may be set.
    """
    try:
        place = _place(project, url, email, asks=not token_stdin)
        if forgets:
            gone = forget(place.url)
            click.echo(f"{'forgotten' if gone else 'there was nothing to forget'}: {checked_url(place.url)}")
            return
        account = _account(place, token_stdin)
        click.echo(f"logged in as {_who(account, place)}")
        keep(account.url, account.email, account.token)
    except DatabaseDeveloperError as error:
        show_error(error)
        sys.exit(error.exit_code)


def _place(project: str, url: str | None, email: str | None, *, asks: bool) -> Place:
    """Where to log in: the flags, else the settings, else asked."""
    told = read_settings(Path(project), {}, os.environ).jira
    found = url or (told.url if told else "")
    if not found and not asks:
        raise UsageError("no Jira is named", hint="name it with --url")
    found = found or click.prompt("Jira's address")
    known = told if told is not None and told.url == found else Place(url=found)
    return Place(
        url=found,
        email=email or known.email,
        api=known.api,
        proxy=known.proxy,
        authority=known.authority,
        settings=known.settings,
    )


def _account(place: Place, token_stdin: bool) -> Account:
    url, email = checked_url(place.url), place.email
    if not email and CLOUD in url and not token_stdin:
        email = click.prompt("E-mail address")
    token = sys.stdin.readline().strip() if token_stdin else click.prompt("Token", hide_input=True).strip()
    if not token:
        raise UsageError("the token is empty", hint="make one in your account's security settings")
    return Account(url=url, token=token, email=email, api=place.api, authority=place.authority, proxy=place.proxy)


def _who(account: Account, place: Place) -> str:
    """The name behind the token. NotLoggedIn where Jira does not take it."""
    connection: Any = import_module("database_developer.trackers.jira.connection")
    site: Any = import_module("database_developer.trackers.jira.site")
    with connection.Connection(account) as opened:
        return str(site.Site(opened, place.settings).me.text("displayName"))
