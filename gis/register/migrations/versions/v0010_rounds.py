"""Rounds of drawing, and what the map showed while somebody drew."""

from __future__ import annotations

from alembic import op
from sqlalchemy import JSON, Boolean, Column, DateTime, Float, Integer, String, Text

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the table, empty; drawings that were there belong to no round."""
    op.create_table(
        "rounds",
        Column("number", Integer, primary_key=True),
        Column("id", String, nullable=False, unique=True),
        Column("question", Text, nullable=False),
        Column("name", Text, nullable=False),
        Column("meeting", Text, nullable=False),
        Column("gemeente", String, nullable=False),
        Column("year", Integer, nullable=False),
        Column("layers", JSON, nullable=False),
        Column("tiles", Boolean, nullable=False),
        Column("key", String, nullable=False),
        Column("by", String, nullable=False),
        Column("at", DateTime, nullable=False),
        Column("shown_at", DateTime),
    )
    op.add_column("drawings", Column("round_id", String))
    op.add_column("drawings", Column("extent", JSON))
    op.add_column("drawings", Column("zoom", Float))
