"""Requests as the example tickets lead to, made by hand, so that the design can be tested alone."""

from __future__ import annotations

from database_developer.model.request import (
    AllowedAsk,
    Ask,
    AttributeAsk,
    Cardinality,
    DeletionAsk,
    Direction,
    EntityAsk,
    LatencyAsk,
    LookupAsk,
    OrderBy,
    QueryAsk,
    Quote,
    RelationAsk,
    Request,
    UniqueAsk,
    VolumeAsk,
)

MAIN_QUERY = """
SELECT u.email, COUNT(ae.id) AS event_count, ae.event_type, DATE_TRUNC('day', ae.created_at) AS event_date
FROM analytics_events ae JOIN users u ON ae.user_id = u.id
WHERE ae.created_at >= CURRENT_DATE - INTERVAL '30 days' AND ae.event_type IN ('page_view', 'button_click')
GROUP BY u.email, ae.event_type, DATE_TRUNC('day', ae.created_at)
ORDER BY event_date DESC, event_count DESC;
"""


def said(text: str, line: int = 1) -> Quote:
    return Quote(text=text, line=line)


def request(*asks: Ask, ticket: str = "KAN-1") -> Request:
    return Request(ticket=ticket, asks=asks)


def analytics() -> Request:
    event, summary = "analytics event", "daily summary"
    return request(
        EntityAsk(entity=event, table="analytics_events", quote=said("We record an analytics event.")),
        RelationAsk(child=event, parent="user", required=True, quote=said("An event belongs to a user.")),
        AttributeAsk(
            entity=event, attribute="event type", required=True, max_length=100, quote=said("has an event type")
        ),
        AllowedAsk(
            entity=event,
            attribute="event type",
            values=("page_view", "button_click"),
            is_open=True,
            quote=said("more will come"),
        ),
        AttributeAsk(
            entity=event,
            attribute="event data",
            required=False,
            hint="a free-form json document",
            quote=said("optional event data"),
        ),
        AttributeAsk(entity=event, attribute="created at", moment="created", required=True, quote=said("created")),
        AttributeAsk(entity=event, attribute="updated at", moment="updated", required=True, quote=said("updated")),
        DeletionAsk(parent="user", child=event, action="cascade", quote=said("their events go with them")),
        EntityAsk(entity=summary, table="analytics_daily_summary", quote=said("a daily summary")),
        RelationAsk(child=summary, parent="user", required=True, quote=said("for each user")),
        AttributeAsk(entity=summary, attribute="date", hint="date", required=True, quote=said("the date")),
        AttributeAsk(
            entity=summary,
            attribute="event counts",
            hint="by type as a json document",
            required=True,
            quote=said("the event counts by type"),
        ),
        UniqueAsk(entity=summary, attributes=("user", "date"), quote=said("exactly one")),
        QueryAsk(sql=MAIN_QUERY, quote=said("the main query")),
        LookupAsk(
            entity=event,
            equal=("user",),
            order=(OrderBy(attribute="created", direction=Direction.DESCENDING),),
            limit=50,
            quote=said("one user's events, newest first"),
        ),
        LookupAsk(
            entity=event,
            contains=("event data",),
            sample='event_data @> \'{"page": "/pricing"}\'',
            quote=said("by a key inside the event data"),
        ),
        LookupAsk(entity=summary, equal=("date",), quote=said("the summaries of one day")),
        VolumeAsk(entity="user", rows=200_000, quote=said("200,000 users")),
        VolumeAsk(entity=event, rows=5_000_000, period="month", quote=said("5 million events a month")),
        LatencyAsk(milliseconds=100, quote=said("under 100 ms")),
        ticket="KAN-29",
    )


def teams() -> Request:
    return request(
        EntityAsk(entity="team", quote=said("a team")),
        RelationAsk(
            child="user",
            parent="team",
            cardinality=Cardinality.MANY_TO_MANY,
            joined_by="membership",
            quote=said("a user can belong to several teams"),
        ),
        AttributeAsk(entity="team", attribute="name", required=True, quote=said("a name")),
        UniqueAsk(entity="team", attributes=("name",), ignoring_case=True, quote=said("unique, ignoring case")),
        AttributeAsk(entity="team", attribute="description", required=False, quote=said("an optional description")),
        RelationAsk(child="team", parent="user", role="owner", required=True, quote=said("an owner, who is a user")),
        EntityAsk(entity="membership", quote=said("for each membership")),
        AttributeAsk(entity="membership", attribute="role", default="member", required=True, quote=said("the role")),
        AllowedAsk(
            entity="membership", attribute="role", values=("owner", "admin", "member"), quote=said("owner, admin")
        ),
        AttributeAsk(
            entity="membership",
            attribute="joined at",
            hint="when the user joined",
            default="now",
            required=True,
            quote=said("when the user joined"),
        ),
        DeletionAsk(parent="team", child="membership", action="cascade", quote=said("its memberships disappear")),
        DeletionAsk(parent="user", child="team", action="restrict", role="owner", quote=said("cannot be deleted")),
        LookupAsk(entity="membership", equal=("user",), quote=said("a user's teams")),
        LookupAsk(
            entity="membership",
            equal=("team",),
            order=(OrderBy(attribute="joined at"),),
            quote=said("a team's members"),
        ),
        ticket="KAN-34",
    )
