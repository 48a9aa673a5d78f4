"""The first register: activities with history, organisations, drawings, parked rows."""

from __future__ import annotations

from alembic import op
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Text,
)

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables of the first register."""
    op.create_table(
        "settings",
        Column("name", String, primary_key=True),
        Column("value", Text, nullable=False),
    )
    op.create_table(
        "organisations",
        Column("name", String, primary_key=True),
        Column("kind", String),
    )
    op.create_table(
        "activities",
        Column("id", String, primary_key=True),
        Column("version", Integer, nullable=False),
        Column("title", Text, nullable=False),
        Column("public_title", Text, nullable=False),
        Column("theme", String, nullable=False),
        Column("other_themes", JSON, nullable=False),
        Column("kind", String, nullable=False),
        Column("status", String, nullable=False),
        Column("postponed", Boolean, nullable=False),
        Column("period_text", Text, nullable=False),
        Column("start_earliest", Date),
        Column("start_latest", Date),
        Column("end_earliest", Date),
        Column("end_latest", Date),
        Column("running", Boolean, nullable=False),
        Column("fixed_date", Boolean, nullable=False),
        Column("owner", String, ForeignKey("organisations.name"), nullable=False),
        Column("organisation", String),
        Column("partners", JSON, nullable=False),
        Column("target_groups", JSON, nullable=False),
        Column("accuracy", String, nullable=False),
        Column("reach", String, nullable=False),
        Column("area_codes", JSON, nullable=False),
        Column("street", Text),
        Column("phase_of", String),
        Column("framework", Boolean, nullable=False),
        Column("visibility", String, nullable=False),
        Column("privacy_class", String, nullable=False),
        Column("origin", String, nullable=False),
        Column("fictional", Boolean, nullable=False),
        Column("source", Text),
        Column("money", JSON, nullable=False),
        Column("count", Integer),
        Column("note", Text),
        Column("confirmed_on", Date),
        Column("changed_on", Date),
        Column("withdrawn_on", Date),
        Column("geometry", LargeBinary),
        Column("min_x", Float),
        Column("min_y", Float),
        Column("max_x", Float),
        Column("max_y", Float),
    )
    op.create_table(
        "history",
        Column("number", Integer, primary_key=True),
        Column("activity_id", String, ForeignKey("activities.id"), nullable=False),
        Column("version", Integer, nullable=False),
        Column("at", DateTime, nullable=False),
        Column("organisation", String, nullable=False),
        Column("action", String, nullable=False),
        Column("told", JSON, nullable=False),
    )
    op.create_table(
        "drawings",
        Column("id", String, primary_key=True),
        Column("name", Text, nullable=False),
        Column("role", String, nullable=False),
        Column("question", Text, nullable=False),
        Column("meeting", Text, nullable=False),
        Column("drawn_on", Date, nullable=False),
        Column("weight", Float, nullable=False),
        Column("fictional", Boolean, nullable=False),
        Column("geometry", LargeBinary, nullable=False),
    )
    op.create_table(
        "parked",
        Column("number", Integer, primary_key=True),
        Column("file", Text, nullable=False),
        Column("row", Integer, nullable=False),
        Column("organisation", String, nullable=False),
        Column("at", DateTime, nullable=False),
        Column("told", JSON, nullable=False),
        Column("problems", JSON, nullable=False),
    )
    op.create_index("activities_box", "activities", ["min_x", "max_x", "min_y", "max_y"])
    op.create_index("ix_history_activity_id", "history", ["activity_id"])
