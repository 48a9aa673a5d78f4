"""Which figure calls for which themes as the partners say it, in versions."""

from __future__ import annotations

from alembic import op
from sqlalchemy import JSON, Column, DateTime, Integer, String, Text

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the table; without a row in it the vocabulary holds."""
    op.create_table(
        "calls",
        Column("number", Integer, primary_key=True),
        Column("at", DateTime, nullable=False),
        Column("organisation", String, nullable=False),
        Column("note", Text, nullable=False),
        Column("themes", JSON, nullable=False),
    )
