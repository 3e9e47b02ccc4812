"""What the screen of a transition asks for, filled in from the settings, or by whom can be asked."""

from __future__ import annotations

from typing import Any

from database_developer.errors import TrackerRefused
from database_developer.model.message import Message, Text, Words
from database_developer.trackers.jira import adf
from database_developer.trackers.jira.members import Members
from database_developer.trackers.jira.site import Site

Json = Any


def filled(site: Site, key: str, way: Members) -> dict[str, Json]:
    """The fields that must be filled in, by their ids; TrackerRefused where nobody has a value for one."""
    asked = way.inner("fields")
    required = [id_ for id_ in asked if asked.inner(id_).get("required") is True]
    return {
        id_: _value(site, key, way, id_)
        for id_ in required
        if _set(site, asked.inner(id_), id_) is not None or not asked.inner(id_).get("hasDefaultValue")
    }


def _set(site: Site, field: Members, id_: str) -> str | None:
    """What the settings say of the field, by its id or name."""
    names = {id_.casefold(), field.text("name").casefold()} - {""}
    return next((value for name, value in site.settings.fields.items() if name.casefold() in names), None)


def _value(site: Site, key: str, way: Members, id_: str) -> Json:
    field = way.inner("fields").inner(id_)
    text = _set(site, field, id_) or _asked(site, key, way, field, id_)
    if text is None:
        raise _lacking(key, way, field, id_)
    one = _of_kind(site, key, field, id_, text)
    return [one] if field.inner("schema").text("type") == "array" else one


def _asked(site: Site, key: str, way: Members, field: Members, id_: str) -> str | None:
    """What somebody says of the field; None where nobody does."""
    name = field.text("name") or id_
    question = f'The transition "{way.text("name")}" of {key} asks for "{name}" (to be set in [tracker.fields])'
    choices = tuple(map(_name, field.each("allowedValues"))) if field.get("allowedValues") else ()
    return site.answer(id_, question, choices) or None


def _of_kind(site: Site, key: str, field: Members, id_: str, text: str) -> Json:
    """The text as Jira wants a value of this field."""
    schema = field.inner("schema")
    if field.get("allowedValues"):
        return _allowed(key, field, id_, text)
    kind = schema.text("items") if schema.text("type") == "array" else schema.text("type")
    match kind:
        case "number":
            return _number(key, field, text)
        case "user":
            return {"accountId" if site.flavour.wiki_api else "name": text}
        case "string" if schema.text("custom").endswith(":textarea") and site.flavour.wiki_api:
            return adf.build(Message(parts=(Words(line=(Text(text=text),)),)))
        case "string" | "date" | "datetime":
            return text
    return {"name": text}


def _allowed(key: str, field: Members, id_: str, text: str) -> Json:
    """The allowed value of this name, by its id."""
    for one in field.each("allowedValues"):
        if text.casefold() in {_name(one).casefold(), str(one.get("id")).casefold()}:
            return {"id": one.id()} if one.get("id") is not None else {"name": _name(one)}
    raise TrackerRefused(
        f'"{text}" is no value of "{field.text("name") or id_}"', where=key, hint=f"it may be {_choices(field)}"
    )


def _number(key: str, field: Members, text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise TrackerRefused(f'"{text}" is no number for "{field.text("name")}"', where=key) from error


def _lacking(key: str, way: Members, field: Members, id_: str) -> TrackerRefused:
    name = field.text("name") or id_
    choices = f"; it may be {_choices(field)}" if field.get("allowedValues") else ""
    return TrackerRefused(
        f'the transition "{way.text("name")}" asks for "{name}", and no value is set',
        where=key,
        hint=f'set it under [tracker.fields], such as "{name}" = "..."{choices}',
    )


def _choices(field: Members) -> str:
    return ", ".join(f'"{_name(one)}"' for one in field.each("allowedValues")[:10])


def _name(value: Members) -> str:
    return value.text("name") or value.text("value")
