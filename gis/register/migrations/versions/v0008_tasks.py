"""What organisations answered about a theme in an area, in versions."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Date, DateTime, Integer, String, Text

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the table, empty."""
    op.create_table(
        "tasks",
        Column("number", Integer, primary_key=True),
        Column("organisation", Text, nullable=False),
        Column("row", String, nullable=False),
        Column("area", String, nullable=False),
        Column("answer", String, nullable=False),
        Column("on", Date, nullable=False),
        Column("note", Text, nullable=False),
        Column("by", String, nullable=False),
        Column("at", DateTime, nullable=False),
    )
