"""Areas that a meeting settled on, in versions."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Boolean, Column, Date, DateTime, Float, Integer, String, Text, UniqueConstraint

from gis.register.shape_column import Shape

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add the table, empty."""
    op.create_table(
        "accepted",
        Column("number", Integer, primary_key=True),
        Column("id", String, nullable=False),
        Column("version", Integer, nullable=False),
        Column("name", Text, nullable=False),
        Column("shape", Shape, nullable=False),
        Column("meeting", Text, nullable=False),
        Column("on", Date, nullable=False),
        Column("organisation", Text, nullable=False),
        Column("role", Text, nullable=False),
        Column("question", Text, nullable=False),
        Column("k", Float),
        Column("drawings", Integer, nullable=False),
        Column("public", Boolean, nullable=False),
        Column("fictional", Boolean, nullable=False),
        Column("withdrawn", Boolean, nullable=False),
        Column("by", String, nullable=False),
        Column("at", DateTime, nullable=False),
        UniqueConstraint("id", "version"),
    )
