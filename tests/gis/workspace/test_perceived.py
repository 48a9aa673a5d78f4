import pandas as pd
import pytest

from gis.analysis.certainty import BAND
from gis.register.records import drawings_frame
from gis.workspace import answers, sample
from gis.workspace import perceived as meaning
from gis.workspace.registers import open_register


@pytest.fixture
def drawings(home):
    return answers.see_drawings(open_register(home, "voorbeeld"))


def test_two_under_one_name_stay_apart_until_people_want_one(drawings):
    residents = drawings[drawings["question"] == "waar u zich thuis voelt"]
    north, south = meaning.see_meant(residents, k=0.5)
    assert (len(north.drawings), len(south.drawings)) == (5, 2)
    assert north.areas["group"].tolist() == [1, 1, 1]
    assert north.areas["part"].tolist() == ["kern", "rand", BAND]
    assert (south.areas["part"].tolist(), south.certainty, south.enough) == (["kern", "rand"], None, "few")
    [one] = meaning.see_meant(residents, k=0.5, together=True)
    assert one.kern.area / 10_000 == pytest.approx(24.9, abs=0.1)
    assert one.areas["group"].isna().all()


def test_weighted_and_unweighted_stand_beside_each_other(drawings):
    asked = drawings[drawings["question"] == "het gebied dat u bedoelt"]
    [same] = meaning.see_meant(asked, k=0.5)
    assert not same.weighs
    [heavy] = meaning.see_meant(asked.assign(weight=[5.0, 1, 1, 1, 1]), k=0.5)
    assert heavy.weighs
    assert heavy.plain["area_m2"].tolist() == pytest.approx(same.areas["area_m2"].tolist())
    assert heavy.areas["area_m2"].iloc[0] != pytest.approx(same.areas["area_m2"].iloc[0])


def test_all_is_told_per_question_and_per_role(drawings):
    told = meaning.see_all(drawings, k=0.5, by_role=True)
    assert told["id"].is_unique
    assert told["role"].dropna().unique().tolist() == ["overige rollen", "bewoner"]
    assert meaning.see_all(drawings_frame([]), k=0.5).empty
    assert meaning.see_meant(drawings_frame([]), k=0.5) == []


def test_another_name_is_another_neighbourhood(drawings):
    named = drawings.assign(name=["Anders" if n < 5 else "Selwerd" for n in range(12)])
    found = meaning.see_meant(named, k=0.5, pooled=True)
    assert sorted(pd.concat([one.drawings for one in found])["id"]) == sorted(drawings["id"])


def test_a_crisp_line_follows_the_borders_of_buurten(drawings):
    [meant] = meaning.see_meant(drawings[drawings["question"] == "het gebied dat u bedoelt"], k=0.5)
    found = meaning.see_outline(meant.kern, sample.read_place().buurten)
    assert found.kept >= 0.95
    assert [name for name, _ in found.follows] == ["Selwerd"]
