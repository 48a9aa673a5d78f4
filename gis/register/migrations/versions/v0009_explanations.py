"""What people say is behind a figure of an area."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Boolean, Column, Date, DateTime, Integer, String, Text

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the table, empty."""
    op.create_table(
        "explanations",
        Column("number", Integer, primary_key=True),
        Column("area", String, nullable=False),
        Column("figure", String, nullable=False),
        Column("words", Text, nullable=False),
        Column("organisation", Text, nullable=False),
        Column("role", Text, nullable=False),
        Column("on", Date, nullable=False),
        Column("public", Boolean, nullable=False),
        Column("takes_back", Integer, nullable=False),
        Column("by", String, nullable=False),
        Column("at", DateTime, nullable=False),
    )
