"""What the partners say about how much themes strengthen each other, in versions."""

from __future__ import annotations

from alembic import op
from sqlalchemy import JSON, Column, DateTime, Integer, String, Text

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the table; without a row in it the rules of the vocabulary hold."""
    op.create_table(
        "interactions",
        Column("number", Integer, primary_key=True),
        Column("at", DateTime, nullable=False),
        Column("organisation", String, nullable=False),
        Column("note", Text, nullable=False),
        Column("strengths", JSON, nullable=False),
    )
