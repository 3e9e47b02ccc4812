"""``dbd login``: keep a token for a Jira in the system's keyring, once it is seen to work."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from database_developer.cli.telling import show_error
from database_developer.errors import DatabaseDeveloperError, UsageError
from database_developer.settings import read_settings
from database_developer.trackers.jira.account import Account, checked_url
from database_developer.trackers.jira.credentials import account_of, ensure_kept_somewhere, forget, keep
from database_developer.trackers.jira.place import TOKEN, Place

CLOUD = "Cloud"


@click.command("login", short_help="Keep a token for Jira in the keyring.")
@click.option("--project", default=".", metavar="DIR", help="The project's folder (here).")
@click.option("--url", help="The Jira's address ([tracker] url in dbd.toml, or JIRA_URL).")
@click.option("--email", help="The account's e-mail address, on Jira Cloud.")
@click.option("--token-stdin", is_flag=True, help="Read the token from standard input, and ask nothing.")
@click.option("--forget", "forgets", is_flag=True, help="Take the token out of the keyring.")
def login(project: str, url: str | None, email: str | None, token_stdin: bool, forgets: bool) -> None:
    """Keep a Jira token in the system's keyring: an API token on Cloud, a personal access token on Data Center.

    It is kept only if Jira takes it. Instead of that, JIRA_URL, JIRA_EMAIL and JIRA_TOKEN may be set.
    """
    try:
        ensure_kept_somewhere()
        place = _place(project, url, email, asks=not token_stdin)
        if forgets:
            _forget(place.url)
        else:
            _keep(place, asks=not token_stdin)
    except DatabaseDeveloperError as error:
        show_error(error)
        sys.exit(error.exit_code)


def _place(project: str, url: str | None, email: str | None, *, asks: bool) -> Place:
    """Where to log in: the flags, else the settings, else asked."""
    told = read_settings(Path(project), {}, os.environ).jira
    found = url or (told.url if told else "")
    if not found and not asks:
        raise UsageError("no Jira is named", hint="name it with --url")
    found = checked_url(found or click.prompt("Jira's address"))
    known = told if told is not None and checked_url(told.url) == found else Place(url=found)
    return replace(known, url=found, email=email or known.email)


def _forget(url: str) -> None:
    click.echo(f"{'forgotten' if forget(url) else 'there was nothing to forget'}: {url}")


def _keep(place: Place, *, asks: bool) -> None:
    """Keep the token that is typed, if Jira takes it."""
    account = _account(place, asks=asks)
    name = _who(account, place)
    keep(account.url, account.email, account.token)
    click.echo(f"logged in as {name}; the token is kept in the keyring")
    if os.environ.get(TOKEN):
        click.echo(f"but {TOKEN} is set, and is used instead")


def _account(place: Place, *, asks: bool) -> Account:
    email = place.email
    if not email and _is_cloud(place):
        if not asks:
            raise UsageError("Jira Cloud wants the account's e-mail address with the token", hint="give it: --email")
        email = click.prompt("E-mail address").strip()
    token = click.prompt("Token", hide_input=True).strip() if asks else sys.stdin.readline().strip()
    if not token:
        raise UsageError("the token is empty", hint="make one in your account's security settings")
    return account_of(place, email, token)


def _is_cloud(place: Place) -> bool:
    """What the settings say, else what the server tells everybody."""
    flavours: Any = import_module("database_developer.trackers.jira.flavour")
    if place.settings.flavour:
        return bool(flavours.named(place.settings.flavour).name == CLOUD)
    connection: Any = import_module("database_developer.trackers.jira.connection")
    with connection.Connection(account_of(place, "", "")) as opened:
        return bool(flavours.asked(opened).name == CLOUD)


def _who(account: Account, place: Place) -> str:
    """The name behind the token. NotLoggedIn where Jira does not take it."""
    connection: Any = import_module("database_developer.trackers.jira.connection")
    site: Any = import_module("database_developer.trackers.jira.site")
    with connection.Connection(account) as opened:
        return str(site.Site(opened, place.settings).me.text("displayName"))
