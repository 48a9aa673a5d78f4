"""Events, possible causes and designations of areas."""

from __future__ import annotations

from alembic import op
from sqlalchemy import JSON, Boolean, Column, Date, DateTime, Integer, String, Text, UniqueConstraint

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the table, empty."""
    op.create_table(
        "events",
        Column("number", Integer, primary_key=True),
        Column("id", String, nullable=False),
        Column("version", Integer, nullable=False),
        Column("kind", String, nullable=False),
        Column("words", Text, nullable=False),
        Column("areas", JSON, nullable=False),
        Column("first_on", Date, nullable=False),
        Column("last_on", Date),
        Column("theme", String, nullable=False),
        Column("organisation", Text, nullable=False),
        Column("role", Text, nullable=False),
        Column("source", Text, nullable=False),
        Column("public", Boolean, nullable=False),
        Column("withdrawn", Boolean, nullable=False),
        Column("by", String, nullable=False),
        Column("at", DateTime, nullable=False),
        UniqueConstraint("id", "version"),
    )
