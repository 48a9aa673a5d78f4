"""Barriers and facilities as people feel them, in versions."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Boolean, Column, Date, DateTime, Integer, String, Text, UniqueConstraint

from gis.register.shape_column import Shape

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Add the table, empty."""
    op.create_table(
        "felt",
        Column("number", Integer, primary_key=True),
        Column("id", String, nullable=False),
        Column("version", Integer, nullable=False),
        Column("name", Text, nullable=False),
        Column("shape", Shape, nullable=False),
        Column("ours", Boolean),
        Column("role", String, nullable=False),
        Column("meeting", Text, nullable=False),
        Column("on", Date, nullable=False),
        Column("fictional", Boolean, nullable=False),
        Column("withdrawn", Boolean, nullable=False),
        Column("by", String, nullable=False),
        Column("at", DateTime, nullable=False),
        UniqueConstraint("id", "version"),
    )
