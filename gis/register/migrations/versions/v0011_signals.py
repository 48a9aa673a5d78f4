"""Signals of residents and professionals, in versions."""

from __future__ import annotations

from alembic import op
from sqlalchemy import JSON, Boolean, Column, Date, DateTime, Integer, String, Text, UniqueConstraint

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add the table, empty."""
    op.create_table(
        "signals",
        Column("number", Integer, primary_key=True),
        Column("id", String, nullable=False),
        Column("version", Integer, nullable=False),
        Column("kind", String, nullable=False),
        Column("words", Text, nullable=False),
        Column("role", String, nullable=False),
        Column("on", Date, nullable=False),
        Column("area", String, nullable=False),
        Column("cells", JSON, nullable=False),
        Column("cell_m", Integer, nullable=False),
        Column("status", String, nullable=False),
        Column("status_on", Date, nullable=False),
        Column("organisation", Text, nullable=False),
        Column("counted", Boolean, nullable=False),
        Column("fictional", Boolean, nullable=False),
        Column("by", String, nullable=False),
        Column("at", DateTime, nullable=False),
        UniqueConstraint("id", "version"),
    )
