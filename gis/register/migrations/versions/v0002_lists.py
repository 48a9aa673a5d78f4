"""Lists of partners: what each brought, the partner's own number, the place as told, and merged records."""

from __future__ import annotations

from alembic import op
from sqlalchemy import JSON, Column, DateTime, Integer, String, Text

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add what a list brings along; older records and rows lack it."""
    for name in ("source_id", "place_text", "place_source", "merged_into"):
        op.add_column("activities", Column(name, Text))
    for name in ("activity_id", "sum"):
        op.add_column("parked", Column(name, String))
    op.create_table(
        "deliveries",
        Column("number", Integer, primary_key=True),
        Column("organisation", String, nullable=False),
        Column("file", Text, nullable=False),
        Column("sha256", String, nullable=False),
        Column("at", DateTime, nullable=False),
        Column("rows", JSON, nullable=False),
    )
