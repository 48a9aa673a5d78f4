"""Decisions of the table, and votes on pairs."""

from __future__ import annotations

from alembic import op
from sqlalchemy import JSON, Boolean, Column, Date, DateTime, Integer, String, Text, UniqueConstraint

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add both tables, empty."""
    op.create_table(
        "decisions",
        Column("number", Integer, primary_key=True),
        Column("id", String, nullable=False),
        Column("version", Integer, nullable=False),
        Column("members", JSON, nullable=False),
        Column("choice", String, nullable=False),
        Column("organisation", Text, nullable=False),
        Column("role", Text, nullable=False),
        Column("due_on", Date),
        Column("note", Text, nullable=False),
        Column("decided_on", Date, nullable=False),
        Column("done", Boolean),
        Column("effect", Boolean),
        Column("by", String, nullable=False),
        Column("at", DateTime, nullable=False),
        UniqueConstraint("id", "version"),
    )
    op.create_table(
        "votes",
        Column("number", Integer, primary_key=True),
        Column("a_id", String, nullable=False),
        Column("b_id", String, nullable=False),
        Column("organisation", String, nullable=False),
        Column("useful", Boolean, nullable=False),
        Column("at", DateTime, nullable=False),
    )
