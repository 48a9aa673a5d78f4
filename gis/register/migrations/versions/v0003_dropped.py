"""Rows of a list that a person left out are remembered with the list."""

from __future__ import annotations

from alembic import op
from sqlalchemy import JSON, Column

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the days on which rows were left out; of older lists nobody knows them."""
    op.add_column("deliveries", Column("dropped", JSON))
