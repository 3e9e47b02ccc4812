"""Models of the database, made from its schema; changes belong into a migration."""

from __future__ import annotations

import datetime as dt
import enum
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


def labels(members: type[enum.Enum]) -> list[str]:
    """What the database stores for each member."""
    return [str(member.value) for member in members]


class Base(DeclarativeBase):
    """What all models share."""


class Plan(enum.StrEnum):
    """Labels of plan."""

    FREE = "free"
    PAID = "paid"


PlanType = pg.ENUM(Plan, values_callable=labels, name="plan", metadata=Base.metadata)


class AnalyticsDailySummary(Base):
    """A row of analytics_daily_summary."""

    __tablename__ = "analytics_daily_summary"
    __table_args__ = (
        sa.UniqueConstraint("user_id", "summary_date", name="analytics_daily_summary_user_id_summary_date_key"),
    )

    id: Mapped[int] = mapped_column(sa.BigInteger(), sa.Identity(), primary_key=True)
    user_id: Mapped[int] = mapped_column(
        sa.Integer(),
        sa.ForeignKey("users.id", name="analytics_daily_summary_user_id_fkey", ondelete="CASCADE"),
    )
    summary_date: Mapped[dt.date] = mapped_column(sa.Date())
    event_counts: Mapped[Any] = mapped_column(pg.JSONB(), nullable=False, server_default=sa.text("'{}'::jsonb"))

    user: Mapped[User] = relationship(back_populates="analytics_daily_summaries")


class AnalyticsEvent(Base):
    """What users do | in the product"""

    __tablename__ = "analytics_events"
    __table_args__ = (
        sa.CheckConstraint("((event_type)::text <> ''::text)", name="analytics_events_event_type_check"),
        sa.Index("analytics_events_user_id_created_at_idx", "user_id", sa.text("created_at DESC")),
        sa.Index("analytics_events_event_data_idx", sa.text("event_data jsonb_path_ops"), postgresql_using="gin"),
        {"comment": "What users do | in the product"},
    )

    id: Mapped[int] = mapped_column(sa.BigInteger(), sa.Identity(), primary_key=True)
    user_id: Mapped[int] = mapped_column(
        sa.Integer(),
        sa.ForeignKey("users.id", name="analytics_events_user_id_fkey", ondelete="CASCADE"),
        comment='who did it; "nobody" is not allowed',
    )
    event_type: Mapped[str] = mapped_column(sa.String(100))
    event_data: Mapped[Any] = mapped_column(pg.JSONB(), nullable=True)
    created_at: Mapped[dt.datetime] = mapped_column(sa.DateTime(timezone=True), server_default=sa.text("now()"))
    updated_at: Mapped[dt.datetime] = mapped_column(sa.DateTime(timezone=True), server_default=sa.text("now()"))

    user: Mapped[User] = relationship(back_populates="analytics_events")


class Badge(Base):
    """A row of badges."""

    __tablename__ = "badges"
    __table_args__ = (
        sa.PrimaryKeyConstraint("team_id", "user_id", name="badges_pkey"),
        sa.ForeignKeyConstraint(
            ["team_id", "user_id"],
            ["memberships.team_id", "memberships.user_id"],
            name="badges_team_id_user_id_fkey",
            ondelete="CASCADE",
        ),
    )

    team_id: Mapped[int] = mapped_column(sa.Integer())
    user_id: Mapped[int] = mapped_column(sa.Integer())
    color: Mapped[Decimal | None] = mapped_column(sa.Numeric(10, 2))

    membership: Mapped[Membership] = relationship(back_populates="badge")


class Membership(Base):
    """A row of memberships."""

    __tablename__ = "memberships"
    __table_args__ = (sa.PrimaryKeyConstraint("team_id", "user_id", name="memberships_pkey"),)

    team_id: Mapped[int] = mapped_column(
        sa.Integer(),
        sa.ForeignKey("teams.id", name="memberships_team_id_fkey", ondelete="CASCADE"),
    )
    user_id: Mapped[int] = mapped_column(
        sa.Integer(),
        sa.ForeignKey("users.id", name="memberships_user_id_fkey", ondelete="CASCADE"),
    )
    role: Mapped[str] = mapped_column(sa.Text(), server_default=sa.text("'member'::text"))

    badge: Mapped[Badge | None] = relationship(back_populates="membership", cascade="all, delete", passive_deletes=True)
    team: Mapped[Team] = relationship(back_populates="memberships")
    user: Mapped[User] = relationship(back_populates="memberships")


class Team(Base):
    """A row of teams."""

    __tablename__ = "teams"
    __table_args__ = (
        sa.Index(
            "one_team_for_each_owner",
            "owner_id",
            unique=True,
            postgresql_include=["name"],
            postgresql_where=sa.text("(plan = 'free'::public.plan)"),
        ),
        sa.Index("teams_lower_idx", sa.text("lower(name)")),
    )

    id: Mapped[int] = mapped_column(sa.Integer(), sa.Identity(), primary_key=True)
    name: Mapped[str] = mapped_column(sa.Text())
    plan: Mapped[Plan] = mapped_column(PlanType, server_default=sa.text("'free'::public.plan"))
    owner_id: Mapped[int] = mapped_column(
        sa.Integer(),
        sa.ForeignKey("users.id", name="teams_owner_id_fkey", ondelete="RESTRICT"),
    )
    creator_id: Mapped[int | None] = mapped_column(
        sa.Integer(),
        sa.ForeignKey("users.id", name="teams_creator_id_fkey"),
    )

    memberships: Mapped[list[Membership]] = relationship(
        back_populates="team",
        cascade="all, delete",
        passive_deletes=True,
    )
    creator: Mapped[User | None] = relationship(back_populates="teams_as_creator", foreign_keys="[Team.creator_id]")
    owner: Mapped[User] = relationship(back_populates="teams_as_owner", foreign_keys="[Team.owner_id]")


class User(Base):
    """People who sign in"""

    __tablename__ = "users"
    __table_args__ = (
        sa.UniqueConstraint("email", name="users_email_key"),
        {"comment": "People who sign in"},
    )

    id: Mapped[int] = mapped_column(sa.Integer(), sa.Identity(), primary_key=True)
    email: Mapped[str] = mapped_column(sa.String(255))
    display_name: Mapped[str | None] = mapped_column(sa.Text())
    referred_by_id: Mapped[int | None] = mapped_column(
        sa.Integer(),
        sa.ForeignKey("users.id", name="users_referred_by_id_fkey", ondelete="SET NULL"),
    )
    created_at: Mapped[dt.datetime] = mapped_column(sa.DateTime(timezone=True), server_default=sa.text("now()"))
    updated_at: Mapped[dt.datetime] = mapped_column(sa.DateTime(timezone=True), server_default=sa.text("now()"))

    analytics_daily_summaries: Mapped[list[AnalyticsDailySummary]] = relationship(
        back_populates="user",
        cascade="all, delete",
        passive_deletes=True,
    )
    analytics_events: Mapped[list[AnalyticsEvent]] = relationship(
        back_populates="user",
        cascade="all, delete",
        passive_deletes=True,
    )
    memberships: Mapped[list[Membership]] = relationship(
        back_populates="user",
        cascade="all, delete",
        passive_deletes=True,
    )
    teams_as_creator: Mapped[list[Team]] = relationship(
        back_populates="creator",
        foreign_keys="[Team.creator_id]",
        passive_deletes="all",
    )
    teams_as_owner: Mapped[list[Team]] = relationship(
        back_populates="owner",
        foreign_keys="[Team.owner_id]",
        passive_deletes="all",
    )
    referred_by: Mapped[User | None] = relationship(back_populates="users_as_referred_by", remote_side="[User.id]")
    users_as_referred_by: Mapped[list[User]] = relationship(back_populates="referred_by", passive_deletes=True)
