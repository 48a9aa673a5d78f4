"""Verloop: series of the sample and of one's own, editions beside each other, what stands beside a figure."""

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from gis.errors import SourceError
from gis.register.events import CAUSE, DESIGNATION, EVENT, Event
from gis.register.visible import Audience
from gis.tables import DIMENSIONS, SCORES, conform
from gis.workspace import answers, cache, series, trends
from gis.workspace.fetch import fetch_place
from gis.workspace.home import Home
from gis.workspace.registers import open_register
from tests.gating import need
from tests.homes import AT, write_areas, write_scores

TODAY = date(2026, 11, 22)
GRONINGEN = "GM0014"


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path / "home")


def national(tmp_path, *, first=2020):
    path = tmp_path / f"reeks_{first}.csv"
    rows = [
        (code, year, 4 + shift + step / 100, shift + step / 100)
        for code, shift in ((9711, 0.1), (9712, -0.1), (9713, 0.0), (1011, 0.3))
        for step, year in enumerate((first, first + 2))
    ]
    pd.DataFrame(rows, columns=["PC4", "jaar", "lbm", "afw"]).to_csv(path, index=False)
    return path


def people(tmp_path):
    path = tmp_path / "inwoners.csv"
    path.write_text("pc4,aantal_inwoners\n9711,100\n9712,300\n9713,-99997\n9714,100\n", encoding="utf-8")
    return path


def test_the_sample_has_two_postcode_areas_with_their_buurten(home):
    (edition,) = series.see_editions(home, GRONINGEN)
    assert not edition.whole
    assert edition.years == [2002, 2008, 2012, 2014, 2016, 2018, 2020, 2022]
    assert sorted(edition.series["postcode"].unique()) == ["9741", "9742"]
    assert trends.buurten_of(edition, "9742") == ["BU00141001", "BU00141002"]
    assert not trends.has_own_gemeente(edition)
    assert series.see_editions(home, "GM0637") == []


def test_in_the_sample_9741_comes_nearer_to_the_netherlands(home):
    told = trends.series_by_postcode(series.see_editions(home, GRONINGEN)[0], reference=trends.NETHERLANDS)
    line = trends.see_line(told, "9741", trends.SCORE)
    assert set(line["reference"]) == {4.102265}  # the same number in every year, as published
    assert line["gap"].round(3).tolist() == [0.146, 0.152, 0.105, 0.113, 0.118, 0.105, 0.043, 0.068]
    found = trends.see_trends(told, first=2002, last=2022).set_index(["area", "indicator"])
    assert found.loc[("9741", "lbm"), ["level_trend", "gap_trend"]].tolist() == ["vooruit", "kleiner"]
    assert found.loc[("9741", "won"), "gap_trend"] == "te weinig waarnemingen"  # no dimensions in 2002


def test_dimensions_are_only_there_for_some_years(home):
    told = trends.series_by_postcode(series.see_editions(home, GRONINGEN)[0], reference=trends.NETHERLANDS)
    for name in DIMENSIONS:
        line = trends.see_line(told, "9742", name)
        assert line.loc[line["value"].notna(), "jaar"].tolist() == [2014, 2018, 2020, 2022]


def test_a_series_of_ones_own_is_kept_for_the_own_postcodes_only(home, tmp_path):
    kept = series.add_edition(
        home,
        GRONINGEN,
        [national(tmp_path), people(tmp_path)],
        postcodes=["9711", "9712", "9713"],
        today=TODAY,
    )
    first, last = series.see_editions(home, GRONINGEN)
    assert (first.name, first.whole, last.name) == (kept.name, True, "voorbeeld")
    assert sorted(first.series["postcode"].unique()) == ["9711", "9712", "9713"]
    assert first.origins == kept.origins
    assert (first.origins[0].edition, first.origins[0].file) == ("2020-2022", "reeks_2020.csv")
    assert series.people_by_postcode(first).to_dict() == {"9711": 100, "9712": 300}
    assert not trends.has_own_gemeente(first)  # two areas with people are not the gemeente


def test_editions_stand_beside_each_other(home, tmp_path):
    for year in (2018, 2020):
        series.add_edition(home, "GM0637", [national(tmp_path, first=year)], postcodes=["9711"], today=TODAY)
    told = series.see_editions(home, "GM0637")
    assert [one.years[-1] for one in told] == [2022, 2020]
    series.remove_edition(home, "GM0637", told[0].name)
    assert [one.years[-1] for one in series.see_editions(home, "GM0637")] == [2020]
    with pytest.raises(SourceError) as refused:
        series.remove_edition(home, "GM0637", told[0].name)
    assert refused.value.code == "series_unknown"


def test_key_figures_by_buurt_tell_the_postcodes_and_their_people(home, tmp_path):
    links = tmp_path / "kerncijfers.csv"
    links.write_text(
        "code,postcode,inwoners\nBU00140001,9711,100\nBU00140002,9712,250\nBU00140003,9712,50\n"
        "BU00140004,9713,100\nBU07770001,1011,900\n",
        encoding="utf-8",
    )
    series.add_edition(home, GRONINGEN, [links, national(tmp_path)], postcodes=[], today=TODAY)
    edition = series.see_editions(home, GRONINGEN)[0]
    assert sorted(edition.series["postcode"].unique()) == ["9711", "9712", "9713"]
    assert trends.has_own_gemeente(edition)
    told = trends.series_by_postcode(edition, reference=trends.OWN_GEMEENTE)
    line = trends.see_line(told, "9711", trends.SCORE)
    # (4.1 x 100 + 3.9 x 300 + 4.0 x 100) / 500, and 0.01 more two years later
    assert line["reference"].tolist() == [3.96, 3.97]
    assert line["gap"].tolist() == [-0.14, -0.14]
    assert line["share"].tolist() == [1, 1]


@pytest.mark.parametrize(
    ("files", "postcodes", "code"),
    [
        (["people"], ["9711"], "series_not_recognised"),
        (["national"], [], "postcodes_missing"),
        (["national"], ["8888"], "postcodes_not_in_file"),
    ],
)
def test_what_is_refused_is_not_kept(home, tmp_path, files, postcodes, code):
    paths = [{"national": national, "people": people}[name](tmp_path) for name in files]
    with pytest.raises(SourceError) as refused:
        series.add_edition(home, "GM0637", paths, postcodes=postcodes, today=TODAY)
    assert refused.value.code == code
    assert series.see_editions(home, "GM0637") == []


def test_a_broken_series_says_so(home, tmp_path):
    kept = series.add_edition(home, "GM0637", [national(tmp_path)], postcodes=["9711"], today=TODAY)
    (home.path / "series" / "GM0637" / kept.name / "series.csv").write_text("nee\n1\n", encoding="utf-8")
    with pytest.raises(SourceError) as refused:
        series.see_editions(home, "GM0637")
    assert refused.value.code == "series_broken"


def test_another_fetch_keeps_the_scores_of_before_as_an_edition(home, tmp_path):
    areas = write_areas(tmp_path / "grenzen.gpkg")
    for year in (2022, 2024):
        scores = write_scores(tmp_path / f"scores_{year}.csv", years=(year,))
        fetch_place(home, GRONINGEN, files=[areas, scores], year=None, today=TODAY)
    told = series.see_scores(home, GRONINGEN)
    assert sorted(told["score_jaar"].unique()) == [2022, 2024]
    assert sorted(cache.open_place(home, GRONINGEN, jaar=2024).scores["score_jaar"].unique()) == [2024]


def test_buurten_over_two_editions_beside_netherlands_and_gemeente():
    rows = [
        ("BU00141000", 2022, -0.10, -0.04),
        ("BU00141000", 2024, -0.15, None),
        ("BU00141002", 2024, 0.10, 0.02),
        (GRONINGEN, 2022, 0.02, 0.01),
        (GRONINGEN, 2024, 0.03, 0.01),
    ]
    scores = conform(pd.DataFrame(rows, columns=["code", "score_jaar", "afw", "won"]), SCORES)
    own = trends.series_by_buurt(scores, GRONINGEN, reference=trends.OWN_GEMEENTE)
    line = trends.see_line(own, "BU00141000", trends.DIFFERENCE)
    assert line[["jaar", "value", "reference", "gap"]].to_numpy().tolist() == [
        [2022, -0.10, 0.02, 0.12],
        [2024, -0.15, 0.03, 0.18],
    ]
    found = trends.see_trends(own, first=2022, last=2024).set_index(["area", "indicator"])
    assert found.loc[("BU00141000", "afw"), ["level_trend", "gap_trend"]].tolist() == ["achteruit", "groter"]
    assert found.loc[("BU00141000", "won"), "gap_trend"] == "te weinig waarnemingen"
    assert found.loc[("BU00141002", "afw"), "gap_trend"] == "te weinig waarnemingen"  # not in 2022
    nl = trends.series_by_buurt(scores, GRONINGEN, reference=trends.NETHERLANDS)
    assert set(nl["reference"]) == {0}


def test_who_slips_is_for_partners_only():
    rows = [("9741", "lbm", 2014, 4.1, 4.1), ("9741", "lbm", 2022, 4.07, 4.1)]
    told = pd.DataFrame(rows, columns=["area", "indicator", "jaar", "value", "reference"])
    found = trends.see_trends(told, first=2014, last=2022)
    assert trends.see_slipping(found, audience=Audience.OWN)["area"].tolist() == ["9741"]
    assert trends.see_slipping(found, audience=Audience.PARTNERS)["area"].tolist() == ["9741"]
    assert trends.see_slipping(found, audience=Audience.PUBLIC).empty


def test_what_stands_beside_a_figure_obeys_the_audience(home):
    register, place = open_register(home, "voorbeeld"), cache.open_place(home, GRONINGEN)
    edition = series.see_editions(home, GRONINGEN)[0]
    school = Event(EVENT, "School open", ("9741",), date(2016, 9, 1), date(2016, 9, 1), public=True)
    note = Event(
        CAUSE, "Veel nieuwbouw", (GRONINGEN,), date(2020, 5, 1), organisation="gemeente", role="beleid"
    )
    listed = Event(DESIGNATION, "aandachtswijk", ("WK001410",), date(2010, 1, 1), public=True)
    elsewhere = replace(school, words="Ergens anders", areas=("9742",))
    for one in (school, note, listed, elsewhere):
        register.store.save_event(one, vocabulary=register.vocabulary, organisation="deze werkplek", at=AT)
    areas = ["9741", *trends.buurten_of(edition, "9741")]

    def beside(audience):
        seen = answers.see_activities(register, organisation="deze werkplek", audience=audience)
        return trends.see_beside(register, seen, place, areas=areas, audience=audience)

    own, public = beside(Audience.OWN), beside(Audience.PUBLIC)
    assert [one.words for one in own.causes] == ["Veel nieuwbouw"]
    assert [one.words for one in own.designations] == ["aandachtswijk"]
    assert (public.causes, public.designations) == ((), ())
    assert "School open" in [one.words for one in public.happened]
    told = [one.words for one in own.happened]
    assert "Plein opnieuw ingericht" in told  # klaar, and in Selwerd
    assert not {"Ergens anders", "Fietsroute"} & set(told)  # another area; an idea is nothing that happened
    inside, outside = trends.within(own, first=2002, last=2022)
    assert [one.words for one in inside] == ["School open"]
    assert {one.first_on.year for one in outside} <= {2024, 2025, 2026}


@pytest.mark.data
def test_a_whole_gemeente_from_the_national_files(home):
    folder = Path(os.environ.get("KOPPELKAART_REAL_DATA", "."))
    paths = [
        folder / "leefbaarometer" / "lbm3_pc4_2002_2022.csv.gz",
        folder / "cbs_kwb" / "kwb2024_buurten.csv.gz",
        folder / "pc4" / "cbs_pc4_kerncijfers.csv.gz",
    ]
    need("data", all(path.is_file() for path in paths), "no national series by postcode")
    series.add_edition(home, GRONINGEN, paths, postcodes=[], today=TODAY)
    edition = series.see_editions(home, GRONINGEN)[0]
    assert edition.series["postcode"].nunique() == 48
    told = trends.series_by_postcode(edition, reference=trends.OWN_GEMEENTE)
    found = trends.see_trends(told, first=2002, last=2022).set_index(["area", "indicator"])
    # 9741 went forward, and the gemeente further: the two trends are two things.
    assert found.loc[("9741", "lbm"), ["level_trend", "gap_trend"]].tolist() == ["vooruit", "groter"]
    by_hand = edition.series.merge(edition.inhabitants, on="postcode").dropna(subset=["lbm"])
    year = by_hand[by_hand["jaar"] == 2022]
    mean = (year["lbm"] * year["inwoners"]).sum() / year["inwoners"].sum()
    assert trends.see_line(told, "9741", "lbm")["reference"].iloc[-1] == pytest.approx(mean, abs=1e-6)
