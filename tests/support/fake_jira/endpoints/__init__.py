"""Every endpoint of the fake, by method and path."""

from __future__ import annotations

from support.fake_jira.call import Route
from support.fake_jira.endpoints import (
    about,
    attachments,
    comments,
    finding,
    issues,
    links,
    properties,
    transitions,
    worklogs,
)

ROUTES: tuple[Route, ...] = (
    *about.ROUTES,
    *finding.ROUTES,
    *issues.ROUTES,
    *transitions.ROUTES,
    *comments.ROUTES,
    *attachments.ROUTES,
    *links.ROUTES,
    *properties.ROUTES,
    *worklogs.ROUTES,
)
