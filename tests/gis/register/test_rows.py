import json
from dataclasses import replace
from datetime import date

import shapely
import sqlalchemy as sa

from gis.periods import Period
from gis.register import schema
from gis.register.inserting import insert_columns, kept
from gis.register.money import Money
from gis.register.rows import from_told, plain, to_activity, to_columns, to_json, to_row, to_told
from tests.homes import DAY, activity

FULL = activity(
    public_title="Voor bewoners",
    other_themes=("energie",),
    kind="warmtenet",
    period=Period("eind 2027", DAY, DAY, date(2028, 1, 1), date(2028, 2, 1), running=True),
    postponed=True,
    fixed_date=True,
    organisation="GGD",
    partners=("GGD", "gemeente"),
    target_groups=("ouderen",),
    accuracy="straat",
    reach="buurt",
    area_codes=("BU0363AB10",),
    street="Voorbeeldlaan",
    phase_of="F01",
    framework=True,
    visibility="openbaar",
    privacy_class="openbaar",
    origin="bewoner",
    fictional=True,
    source="verslag",
    money=(Money("€ 10 toegezegd", 10.0, "toegezegd"), Money("later")),
    count=0,
    note="let op",
    source_id="P-12",
    place_text="omgeving Voorbeeldlaan",
    place_source="straatlijst",
    confirmed_on=DAY,
    changed_on=DAY,
    version=3,
    geometry=shapely.box(232_500, 583_500, 232_600, 583_700),
)


def _through_a_database(record):
    engine = sa.create_engine("sqlite://", json_serializer=to_json)
    schema.metadata.create_all(engine)
    with engine.begin() as rows:
        rows.execute(sa.insert(schema.organisations).values(name=record.owner))
        rows.execute(sa.insert(schema.activities).values(to_row(record)))
        found = to_activity(rows.execute(sa.select(schema.activities)).mappings().one())
    engine.dispose()
    return found


def test_every_field_comes_back_as_it_was():
    defaults = activity()
    same = {name for name, value in vars(FULL).items() if value == vars(defaults)[name]}
    assert same == {"id", "title", "theme", "status", "owner"}  # the example fills every other field
    for record in (FULL, defaults, replace(FULL, geometry=None)):
        found = _through_a_database(record)
        assert found == record
        assert found.geometry == record.geometry


def test_the_columns_are_those_of_the_record():
    assert set(to_row(FULL)) == {column.name for column in schema.activities.columns} - {
        "withdrawn_on",
        "merged_into",
    }


def test_the_box_lies_around_the_shape():
    assert [to_row(FULL)[name] for name in ("min_x", "min_y", "max_x", "max_y")] == [
        232_500,
        583_500,
        232_600,
        583_700,
    ]
    assert to_row(activity())["min_x"] is None


def test_many_go_in_by_column_as_one_does_by_itself():
    records = [FULL, replace(activity("B"), geometry=shapely.Point(232_500, 583_500)), activity("C")]
    engine = sa.create_engine("sqlite://", json_serializer=to_json)
    schema.metadata.create_all(engine)
    found = []
    for by_column in (True, False):
        with engine.begin() as rows:
            table, columns = schema.activities, to_columns(records)
            if by_column:
                told = {name: kept(rows, table.c[name], values) for name, values in columns.items()}
                insert_columns(rows, table, told)
            else:
                rows.execute(sa.insert(table), [to_row(record) for record in records])
            found.append(rows.exec_driver_sql("SELECT * FROM activities ORDER BY rowid").all())
            rows.execute(sa.delete(table))
    engine.dispose()
    assert found[0] == found[1]


def test_the_history_tells_what_comes_back():
    records = [FULL, activity("B"), replace(activity("C"), title='50 % van "Plein" é', note="%s")]
    for record, told in zip(records, to_told(to_columns(records)), strict=True):
        assert from_told(json.loads(told)) == record
        assert from_told(json.loads(told)).geometry == record.geometry


def test_plain_values_for_json():
    assert [plain(value) for value in (DAY, shapely.Point(1, 2), None, 3)] == [
        "2027-03-11",
        "POINT (1 2)",
        None,
        3,
    ]
