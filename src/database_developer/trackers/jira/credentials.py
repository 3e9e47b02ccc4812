"""Where tokens are kept: in the environment, else in the system's keyring, and in no file of ours."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit

from database_developer.errors import NotLoggedIn, UsageError
from database_developer.trackers.jira.account import Account, checked_url
from database_developer.trackers.jira.place import EMAIL, TOKEN, Place

SERVICE = "database-developer"
CLOUD = ".atlassian.net"
_DATA_CENTER = "data center"
_WITHOUT = f"set {TOKEN} (and {EMAIL} on Cloud), or log in with: dbd login"
_WITHOUT_KEYRING = f"set {TOKEN} (and {EMAIL} on Cloud) instead"


def account_at(place: Place, environment: Mapping[str, str]) -> Account:
    """The account to speak as at this place. NotLoggedIn where there is no token for it."""
    url = checked_url(place.url)
    token, email = environment.get(TOKEN, "").strip(), place.email
    if not token:
        kept = _kept(url)
        token, email = kept.get("token", ""), kept.get("email", "") or email
    if not token:
        raise NotLoggedIn("there is no token for this Jira", where=url, hint=_WITHOUT)
    return account_of(place, email, token)


def account_of(place: Place, email: str, token: str) -> Account:
    """The account of these credentials. NotLoggedIn where an e-mail address is lacking that Cloud wants."""
    url = checked_url(place.url)
    if place.settings.flavour == _DATA_CENTER:
        email = ""  # it may be told for another Jira, and a token of Data Center stands alone
    if token and not email and not place.api and (urlsplit(url).hostname or "").endswith(CLOUD):
        raise NotLoggedIn(
            "Jira Cloud wants the account's e-mail address with the token",
            where=url,
            hint=f"set {EMAIL}, or: dbd login",
        )
    return Account(url=url, token=token, email=email, api=place.api, authority=place.authority, proxy=place.proxy)


def ensure_kept_somewhere() -> None:
    """UsageError where there is no keyring, before anybody types a token."""
    keyring, _ = _keyring()
    if keyring.get_keyring().priority <= 0:
        raise UsageError("this system has no keyring that can be used", hint=_WITHOUT_KEYRING)


def keep(url: str, email: str, token: str) -> None:
    """Keep a token in the keyring. UsageError where there is none."""
    keyring, errors = _keyring()
    try:
        keyring.set_password(SERVICE, checked_url(url), json.dumps({"email": email, "token": token}))
    except errors.KeyringError as error:
        raise UsageError(f"the keyring cannot be used: {_said(error)}", hint=_WITHOUT_KEYRING) from error


def forget(url: str) -> bool:
    """Take a token out of the keyring; False where there was none."""
    keyring, errors = _keyring()
    try:
        keyring.delete_password(SERVICE, checked_url(url))
    except errors.PasswordDeleteError:
        return False
    except errors.KeyringError as error:
        raise UsageError(f"the keyring cannot be used: {_said(error)}", hint=_WITHOUT_KEYRING) from error
    return True


def _kept(url: str) -> dict[str, str]:
    """What the keyring has for this address; nothing where there is none, or it is locked."""
    if find_spec("keyring") is None:
        return {}
    keyring, errors = _keyring()
    try:
        found = json.loads(keyring.get_password(SERVICE, url) or "{}")
    except (errors.KeyringError, ValueError):
        return {}
    return {str(name): str(value) for name, value in found.items()} if isinstance(found, dict) else {}


def _keyring() -> tuple[Any, Any]:
    """The library, which is an extra."""
    if find_spec("keyring") is None:
        raise UsageError(
            'the system\'s keyring needs "keyring", which is not installed',
            hint=f"pip install 'database-developer[keyring]', or set {TOKEN}",
        )
    return import_module("keyring"), import_module("keyring.errors")


def _said(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
