"""The tables of the register, as the code of today sees them."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from gis.register.shape_column import Shape

metadata = MetaData()

settings = Table(
    "settings",  # revision, peildatum, title
    metadata,
    Column("name", String, primary_key=True),
    Column("value", Text, nullable=False),
)

organisations = Table(
    "organisations",
    metadata,
    Column("name", String, primary_key=True),
    Column("kind", String),
)

activities = Table(
    "activities",
    metadata,
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
    Column("source_id", Text),
    Column("place_text", Text),
    Column("place_source", Text),
    Column("withdrawn_on", Date),
    Column("merged_into", Text),  # id of the record that it turned out to be the same as
    Column("geometry", Shape),
    Column("min_x", Float),
    Column("min_y", Float),
    Column("max_x", Float),
    Column("max_y", Float),
    Index("activities_box", "min_x", "max_x", "min_y", "max_y"),
)

history = Table(
    "history",  # one row per change, written in the same transaction as the change
    metadata,
    Column("number", Integer, primary_key=True),
    Column("activity_id", String, ForeignKey("activities.id"), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("organisation", String, nullable=False),
    Column("action", String, nullable=False),  # added, changed, withdrawn
    Column("told", JSON, nullable=False),  # the whole record after the change, shape as WKT
)

drawings = Table(
    "drawings",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", Text, nullable=False),
    Column("role", String, nullable=False),
    Column("question", Text, nullable=False),
    Column("meeting", Text, nullable=False),
    Column("drawn_on", Date, nullable=False),
    Column("weight", Float, nullable=False),
    Column("fictional", Boolean, nullable=False),
    Column("geometry", Shape, nullable=False),
    Column("round_id", String),  # in which it was made, if any
    Column("extent", JSON(none_as_null=True)),  # what the map showed: west, south, east, north in RD [m]
    Column("zoom", Float),
)

rounds = Table(
    "rounds",  # one row per round of drawing: one question to one table
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("question", Text, nullable=False),
    Column("name", Text, nullable=False),  # that was asked about, or ""
    Column("meeting", Text, nullable=False),
    Column("gemeente", String, nullable=False),  # that phones show, with its year and these own layers
    Column("year", Integer, nullable=False),
    Column("layers", JSON, nullable=False),
    Column("tiles", Boolean, nullable=False),
    Column("key", String, nullable=False),  # that a phone must know
    Column("by", String, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("shown_at", DateTime),  # since when everybody may see its drawings
)

parked = Table(
    "parked",  # rows of a list that were not accepted, whole, until they are mended or dropped
    metadata,
    Column("number", Integer, primary_key=True),
    Column("file", Text, nullable=False),
    Column("row", Integer, nullable=False),
    Column("organisation", String, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("told", JSON, nullable=False),
    Column("problems", JSON, nullable=False),
    Column("activity_id", String),  # of the record it will be once it is mended
    Column("sum", String),  # of the words as they stood in the list
)

deliveries = Table(
    "deliveries",  # one row per list that was saved: which records stood in it, also those that waited
    metadata,
    Column("number", Integer, primary_key=True),
    Column("organisation", String, nullable=False),
    Column("file", Text, nullable=False),
    Column("sha256", String, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("rows", JSON, nullable=False),
    Column("dropped", JSON),  # the day by the sum of each row that a person left out
)

interactions = Table(
    "interactions",  # one row per version of how much themes strengthen each other; none is ever changed
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", DateTime, nullable=False),
    Column("organisation", String, nullable=False),
    Column("note", Text, nullable=False),
    Column("strengths", JSON, nullable=False),  # [theme, theme, -3..3] of what differs from the vocabulary
)

calls = Table(
    "calls",  # one row per version of which figure calls for which themes; none is ever changed
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", DateTime, nullable=False),
    Column("organisation", String, nullable=False),
    Column("note", Text, nullable=False),
    Column("themes", JSON, nullable=False),  # [figure, [theme, ...]] of what differs from the vocabulary
)

tasks = Table(
    "tasks",  # one row per answer of an organisation on whose task something is; none is ever changed
    metadata,
    Column("number", Integer, primary_key=True),
    Column("organisation", Text, nullable=False),  # whose answer it is
    Column("row", String, nullable=False),  # theme group, or a theme with a row of its own
    Column("area", String, nullable=False),  # BU or GM code
    Column("answer", String, nullable=False),  # gevraagd, geen taak, teruggenomen
    Column("on", Date, nullable=False),
    Column("note", Text, nullable=False),
    Column("by", String, nullable=False),  # which organisation wrote this down
    Column("at", DateTime, nullable=False),
)

decisions = Table(
    "decisions",  # one row per version of a decision of the table; none is ever changed
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("members", JSON, nullable=False),  # ids of activities
    Column("choice", String, nullable=False),  # doen, uitzoeken, niet
    Column("organisation", Text, nullable=False),  # who sees to it, in which role
    Column("role", Text, nullable=False),
    Column("due_on", Date),
    Column("note", Text, nullable=False),
    Column("decided_on", Date, nullable=False),
    Column("done", Boolean),
    Column("effect", Boolean),
    Column("by", String, nullable=False),  # which organisation wrote this version
    Column("at", DateTime, nullable=False),
    UniqueConstraint("id", "version"),
)

votes = Table(
    "votes",  # one row per vote on a pair; the last of an organisation counts
    metadata,
    Column("number", Integer, primary_key=True),
    Column("a_id", String, nullable=False),
    Column("b_id", String, nullable=False),
    Column("organisation", String, nullable=False),
    Column("useful", Boolean, nullable=False),
    Column("at", DateTime, nullable=False),
)

events = Table(
    "events",  # one row per version of what happened, a possible cause or a designation; none is ever changed
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("kind", String, nullable=False),  # gebeurtenis, mogelijke oorzaak, aanwijzing
    Column("words", Text, nullable=False),
    Column("areas", JSON, nullable=False),  # BU, WK or GM codes, or postcodes of four digits
    Column("first_on", Date, nullable=False),
    Column("last_on", Date),
    Column("theme", String, nullable=False),
    Column("organisation", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("public", Boolean, nullable=False),
    Column("withdrawn", Boolean, nullable=False),
    Column("by", String, nullable=False),  # which organisation wrote this version
    Column("at", DateTime, nullable=False),
    UniqueConstraint("id", "version"),
)

explanations = Table(
    "explanations",  # one row per duiding, or per one that was taken back; none is ever changed
    metadata,
    Column("number", Integer, primary_key=True),
    Column("area", String, nullable=False),  # BU, WK or GM code
    Column("figure", String, nullable=False),  # key of a figure; "" for the area as a whole
    Column("words", Text, nullable=False),
    Column("organisation", Text, nullable=False),  # who says it, in which role
    Column("role", Text, nullable=False),
    Column("on", Date, nullable=False),
    Column("public", Boolean, nullable=False),
    Column("takes_back", Integer, nullable=False),  # number of one that holds no more; else 0
    Column("by", String, nullable=False),  # which organisation wrote this down
    Column("at", DateTime, nullable=False),
)
