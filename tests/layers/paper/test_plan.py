import re
from dataclasses import replace
from datetime import date
from functools import cache

import geopandas as gpd
import pandas as pd
import pytest
from shapely import Point, box

from gis.crs import RD
from gis.errors import ExportError
from gis.tables import ACTIVITIES, conform
from layers.paper import PAPERS, Area, choose_area, draw_plan, offer_areas, write_page, write_pdf
from layers.paper.ground import View, look_at
from layers.paper.lettering import width_mm
from layers.paper.papers import MM_PER_POINT, Words
from layers.perceived import CORE_COLOUR
from tests import handovers
from tests.handovers import DAY, HOSTILE, activities, empty_handover
from tests.homes import VOCABULARY
from tests.layers.paper.reading import html_words, paths_of, pdf_pages, told, words_of

SOURCE = {"publisher": "CBS", "title": "Kaart", "year": 2024, "licence": "CC BY 4.0", "retrieved": "2026"}


def handover(**changes):
    return handovers.handover(**{"sources": (SOURCE,), **changes})


def plan(given=None, *, size="A3", **options):
    return draw_plan(given or handover(), vocabulary=VOCABULARY, size=PAPERS[size], **options)


def many(count):
    """Activities in rows of twenty over one square kilometre, of every theme group in turn."""
    themes = list(VOCABULARY.themes.values())
    rows = {
        "id": [f"N{n}" for n in range(count)],
        "title": [f"Werk nummer {n} in de straat" for n in range(count)],
        "theme": [themes[n % len(themes)].name for n in range(count)],
        "theme_group": [themes[n % len(themes)].group for n in range(count)],
        "status": "plan",
        "shown_as": "gepland",
        "period_text": "najaar 2027",
        "organisation": "gemeente",
        "accuracy": "gebouw",
        "reach": "plek",
        "visibility": "openbaar",
        "version": 1,
    }
    spots = [Point(155_020 + 48 * (n % 20), 463_020 + 48 * (n // 20)) for n in range(count)]
    return conform(gpd.GeoDataFrame(rows, geometry=spots, crs=RD), ACTIVITIES)


@cache
def crowded(count=200, size="A3"):
    return plan(handover(activities=many(count), fictional=True), size=size)


# the map


@pytest.mark.parametrize("size", PAPERS)
def test_scale_and_bar_are_true(size):
    paper = plan(size=size)
    zero = next(mark for mark in words_of(paper) if mark.text == "0")
    end = next(mark for mark in words_of(paper) if re.fullmatch(r"[\d.]+ m", mark.text))
    metres = int(end.text.removesuffix(" m").replace(".", ""))
    assert end.x - zero.x == pytest.approx(metres * 1000 / paper.scale)
    assert f"schaal 1 : {paper.scale:,} op {size}".replace(",", ".") in told(paper)


def test_a_kilometre_is_200_mm_at_one_to_five_thousand():
    view = View((10, 10, 290, 250), 5_000, (155_500, 463_500))
    left, top, right, bottom = view.to_paper(box(155_000, 463_000, 156_000, 464_000)).bounds
    assert (right - left, bottom - top) == (200, 200)
    assert ((left + right) / 2, (top + bottom) / 2) == (150, 130)


def test_a_chosen_buurt_has_a_heavy_edge_of_the_right_length():
    paper = plan(area=Area("Kruiskamp", ("BU03070001",)))
    edges = [part for mark in paths_of(paper) if mark.width == 0.7 and not mark.closed for part in mark.parts]
    xs = [x for part in edges for x, _ in part]
    ys = [y for part in edges for _, y in part]
    side = 1_000_000 / paper.scale
    assert (max(xs) - min(xs), max(ys) - min(ys)) == pytest.approx((side, side))


@pytest.mark.parametrize("metres", [10, 480, 1_990, 30_000, 400_000])
def test_what_is_shown_fits_at_a_round_scale(metres):
    frame = (10, 10, 290, 250)
    view = look_at([box(0, 300_000, metres, 300_000 + metres)], frame=frame)
    left, top, right, bottom = view.to_paper(box(0, 300_000, metres, 300_000 + metres)).bounds
    assert 10 < left < right < 290
    assert 10 < top < bottom < 250
    assert view.scale % 500 == 0


def test_north_is_up():
    paper = plan(
        handover(activities=many(2).assign(geometry=[Point(155_500, 463_100), Point(155_500, 463_900)]))
    )
    (_, low), (_, high) = paper.labels
    assert low[1] > high[1]


@pytest.mark.parametrize("size", PAPERS)
def test_everything_stays_on_the_paper_and_in_the_map(size):
    paper = plan(size=size)
    wide, high = paper.size.width, paper.size.height
    for mark in paths_of(paper):
        assert all(0 <= x <= wide and 0 <= y <= high for part in mark.parts for x, y in part)
    left, top, right, bottom = paper.frame
    assert (right - left) / wide > 0.6
    for _, at in paper.labels:
        assert left <= at[0] < at[2] <= right
        assert top <= at[1] < at[3] <= bottom


# numbers and list


@pytest.mark.parametrize("count", [5, 200])
def test_numbers_on_the_map_are_those_of_the_list(count):
    paper = plan() if count == 5 else crowded()
    on_map = " ".join(text for text, _ in paper.labels)
    shown = []
    for one in on_map.split():
        numbers = [int(told) for told in re.findall(r"\d+", one)]
        shown += list(range(numbers[0], numbers[-1] + 1))
    listed = [entry.number for entry in paper.entries if entry.number]
    assert listed == list(range(1, len(listed) + 1))
    assert sorted(shown) == listed


def test_labels_are_never_over_one_another():
    for paper in (plan(size="A4"), crowded(size="A4")):
        boxes = [at for _, at in paper.labels]
        for at, one in enumerate(boxes):
            for other in boxes[at + 1 :]:
                assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def test_several_at_one_spot_share_a_label():
    same = many(4).assign(geometry=[Point(155_500, 463_500)] * 4)
    paper = plan(handover(activities=same))
    assert len(paper.labels) == 1
    assert re.findall(r"\d+", paper.labels[0][0]) == ["1", "2", "3", "4"]


def test_what_has_no_spot_is_listed_apart_with_where_it_holds():
    lost = activities().iloc[[0]].assign(id="A9", title="Ergens", public_title="Ergens", geometry=[None])
    whole = gpd.GeoDataFrame(pd.concat([activities(), lost]), crs=RD)
    paper = plan(handover(activities=whole))
    entries = {entry.title: entry for entry in paper.entries}
    assert entries["Hele stad"].number is None
    assert "hele gemeente" in entries["Hele stad"].facts
    assert "plek niet bekend" in entries["Ergens"].facts
    assert "Voor een hele buurt, wijk of gemeente" in told(paper)
    assert "Zonder plek op de kaart" in told(paper)


def test_the_list_says_when_how_far_and_who():
    entry = next(one for one in plan().entries if one.id == "A3")
    assert (entry.title, entry.letter, entry.shown_as) == ("Warmtenet", "E", "gepland")
    assert entry.facts == "najaar 2027 · plan · gemeente"
    bench = next(one for one in plan().entries if one.id == "A2")
    assert bench.facts.startswith("periode nog niet bekend")
    assert bench.label.startswith("≈")
    assert "schets: plek bij benadering" in told(plan())


def test_everybody_gets_the_name_for_residents():
    assert "Warmte uit de buurt" in {one.title for one in plan(handover(audience="public")).entries}


def test_an_area_tells_what_touches_it_and_counts_the_rest():
    paper = plan(area=Area("Het Süd", ("BU0307AB10",)))
    assert {one.title for one in paper.entries} == {"Hele stad"}
    assert paper.outside == 4
    assert "4 activiteiten liggen buiten dit gebied" in told(paper)
    assert "Het Süd" in paper.title


# words


@pytest.mark.parametrize("size", PAPERS)
@pytest.mark.parametrize("count", [5, 200])
def test_nothing_of_the_list_is_lost(size, count):
    given = handover() if count == 5 else handover(activities=many(count))
    paper = plan(given, size=size) if count == 5 else crowded(size=size)
    assert (len(paper.pages) > 1) is (count > 5)
    pages = pdf_pages(write_pdf(paper, day=DAY))
    pdf, page = " ".join(pages), html_words(write_page(paper))
    for title in given.activities["title"]:
        assert title in pdf, title
        assert title in page, title
    if count > 5:
        more = re.search(r"Nog ([\d.]+) activiteiten op de volgende bladzijde", pages[0])
        here = {
            one.title for one in paper.entries if one.title in told(replace(paper, pages=paper.pages[:1]))
        }
        assert int(more[1]) == count - len(here)


def test_a_title_longer_than_a_page_goes_on_in_the_next_column():
    long = " ".join(f"woord{n}" for n in range(3000))
    given = handover(activities=many(1).assign(title=long))
    paper = plan(given, size="A4")
    assert len(paper.pages) > 1
    text = html_words(write_page(paper))
    assert all(word in text for word in long.split())


def test_the_list_can_be_read_on_a_wall():
    for paper in (plan(handover(activities=many(5))), crowded()):
        listed = [mark for mark in words_of(paper) if mark.text.startswith("Werk nummer")]
        assert min(mark.size for mark in listed) >= 9
        title = next(mark for mark in words_of(paper) if mark.text == paper.title)
        assert title.size >= 14


def test_words_stay_within_the_paper():
    for paper in (plan(), crowded(size="A4")):
        for mark in words_of(paper):
            if mark.opacity == 1:
                assert paper.size.margin - 0.1 <= mark.x <= paper.size.width - paper.size.margin + 0.1
                assert mark.size * MM_PER_POINT < mark.y <= paper.size.height - paper.size.margin + 0.1


def test_made_up_is_across_every_page():
    for paper in (plan(), plan(handover(fictional=False)), crowded(size="A4")):
        for page in paper.pages:
            words = [mark for mark in page if isinstance(mark, Words)]
            assert any(mark.text == "FICTIEF VOORBEELD" and mark.turn for mark in words)
            assert any("Verzonnen voorbeeld (fictief)" in mark.text for mark in words)


def test_what_is_real_has_no_word_across():
    real = handover(activities=many(3), fictional=False, perceived=empty_handover().perceived)
    assert "fictief" not in told(plan(real)).casefold()


def test_sources_days_and_audience_are_told():
    words = told(plan(made_on=date(2027, 3, 12)))
    for part in (
        "CBS, Kaart 2024 (CC BY 4.0, opgehaald 2026)",
        "stand van 11 maart 2027",
        "gemaakt op 12 maart 2027",
        "voor partners in dit overleg",
        "Gemaakt met Koppelkaart",
        "1 van 1",
    ):
        assert part in words


def test_empty_register_says_so():
    paper = plan(empty_handover())
    assert paper.scale is None
    assert "Er staan hier nog geen activiteiten." in told(paper)
    assert "Er zijn geen grenzen en geen plekken om te tekenen." in told(paper)
    assert len(pdf_pages(write_pdf(paper, day=DAY))) == 1


def test_without_activities_the_map_shows_the_buurten():
    paper = plan(handover(activities=empty_handover().activities))
    assert "Kruiskamp" in told(paper)
    assert "klasse 5" in told(paper)
    assert "geen score" in told(paper)


def test_only_the_wanted_layers_are_told():
    paper = plan(handover(layers=("buurten",)))
    assert paper.entries == ()
    assert "klasse" not in told(paper)


def cores(count=1, **changes):
    """Kernen beside each other, as far as not changed of the handover's own."""
    rows = pd.concat([handovers.perceived().iloc[:1]] * count, ignore_index=True)
    shapes = [box(155_200 + 100 * n, 463_200, 155_280 + 100 * n, 463_800) for n in range(count)]
    return rows.set_geometry(shapes, crs=RD).assign(id=[f"kern {n}" for n in range(count)], **changes)


def hearts(paper):
    """The looks of the white lines in the lines of kernen on the map."""
    left, top, right, bottom = paper.frame
    return [
        mark.dash
        for mark in paths_of(paper)
        if not mark.closed and mark.stroke == "#ffffff" and mark.width == 0.6
        if all(left <= x <= right and top <= y <= bottom for part in mark.parts for x, y in part)
    ]


def test_a_kern_is_a_line_with_a_heart_told_in_the_legend():
    paper = plan()
    assert hearts(paper) == [()]
    assert "Kruiskamp, het gebied dat u bedoelt (7 tekeningen)" in told(paper)
    line = next(mark for mark in paths_of(paper) if mark.stroke == CORE_COLOUR and not mark.closed)
    ys = [y for part in line.parts for _, y in part]
    assert max(ys) - min(ys) == pytest.approx(600_000 / paper.scale)


def test_kernen_are_told_apart_and_a_rand_is_not_drawn():
    assert len(set(hearts(plan(handover(perceived=cores(3)))))) == 3
    assert hearts(plan(handover(perceived=cores(part="rand")))) == []


def test_no_kern_unless_wanted_and_in_view():
    assert "zoals beleefd" not in told(plan(handover(layers=("buurten", "scores", "activities"))))
    far = handovers.perceived().assign(geometry=box(100_000, 400_000, 101_000, 401_000))
    assert "zoals beleefd" not in told(plan(handover(perceived=far)))
    assert hearts(plan(empty_handover())) == []


def test_the_words_of_a_kern_are_never_cut_off():
    paper = plan(handover(perceived=cores(question="waar u " + "lang " * 60)), size="A4")
    assert told(paper).count("lang") == 60
    assert max(mark.x + width_mm(mark.text, size=mark.size) for mark in words_of(paper)) <= 297


def test_a_kern_says_when_few_drew_it_or_it_is_made_up():
    real = handover(perceived=cores(drawings=2), fictional=False)
    assert "(2 tekeningen, te weinig om zeker te zijn, verzonnen)" in told(plan(real))


@pytest.mark.parametrize("payload", HOSTILE)
def test_hostile_titles_stay_text(payload):
    given = handover(activities=activities().assign(title=payload), title=payload)
    paper = plan(given)
    page = write_page(paper)
    assert payload not in page or "<" not in payload
    assert "<script" not in page
    assert payload.replace(" ", "") in html_words(page).replace(" ", "")
    assert payload.replace(" ", "") in "".join(pdf_pages(write_pdf(paper, day=DAY))).replace(" ", "")


def test_same_input_same_bytes():
    one, other = plan(), plan()
    assert write_pdf(one, day=DAY) == write_pdf(other, day=DAY)
    assert write_page(one) == write_page(other)


# areas


def test_areas_are_chosen_by_code(place):
    names = [area.name for area in offer_areas(place)]
    assert names[0] == "hele gemeente Groningen"
    assert "Noordwest" in names
    assert choose_area(place, ["BU00141000", "BU00141005"]).name == "Selwerd, Tuinwijk"
    assert set(choose_area(place, ["WK001410"]).buurten) >= {"BU00141000", "BU00141005"}
    assert len(choose_area(place, ["GM0014"]).buurten) == len(place.buurten)
    with pytest.raises(ExportError) as error:
        choose_area(place, ["WK036300"])
    assert error.value.code == "area_not_here"
