from dataclasses import replace
from datetime import date

from gis.register.tasks import ASKED, NO_TASK, TaskAnswer
from gis.register.visible import Audience
from gis.workspace import answers
from gis.workspace.gaps import place_here, see_gaps
from gis.workspace.tasks import (
    answers_in,
    keep_answer,
    mark_cells,
    see_answers,
    see_declined,
    see_figures,
    see_parties,
)
from tests.homes import AT, DAY

HERE, SELWERD, OTHER, WHOLE = "deze werkplek", "BU00141000", "BU00141001", "GM0014"
SAID = TaskAnswer("GGD", "klimaatadaptatie", WHOLE, NO_TASK, DAY)
LONG_AGO = date(2020, 1, 1)  # the example has a peildatum of its own


def _here(register, place):
    return answers.in_gemeente(
        answers.see_activities(register, organisation=HERE, audience=Audience.OWN), place
    )


def test_an_answer_about_a_buurt_goes_before_that_about_the_gemeente():
    own = replace(SAID, area=SELWERD, answer=ASKED)
    for told in ([SAID, own], [own, SAID]):
        assert answers_in(told, row=SAID.row, code=SELWERD, gemeente=WHOLE) == [own]
        assert answers_in(told, row=SAID.row, code=OTHER, gemeente=WHOLE) == [SAID]
        assert answers_in(told, row="W", code=SELWERD, gemeente=WHOLE) == []


def test_answers_are_between_partners_of_that_gemeente(example, place):
    kept = keep_answer(example, SAID, organisation=HERE, at=AT)
    keep_answer(example, replace(SAID, area="GM0637"), organisation=HERE, at=AT)
    assert see_answers(example, place, audience=Audience.OWN) == [kept]
    assert see_answers(example, place, audience=Audience.PUBLIC) == []


def test_no_task_stands_where_everybody_asked_said_so(example, place):
    here = _here(example, place)
    gaps = see_gaps(place_here(here, place, example), place, example, today=LONG_AGO)
    dry = gaps["themagroep"] == "klimaatadaptatie"
    assert set(mark_cells(gaps, [], gemeente=WHOLE)[dry]) == {"nobody"}
    asked = replace(SAID, organisation="Waterschap", area=SELWERD, answer=ASKED)
    told = mark_cells(gaps, [SAID, asked], gemeente=WHOLE)
    assert told[dry & (gaps["buurtcode"] != SELWERD)].unique().tolist() == ["no task"]
    assert told[dry & (gaps["buurtcode"] == SELWERD)].tolist() == ["nobody"]
    assert ((told == "number") == (gaps["activities"] > 0)).all()


def test_what_all_declined_is_not_shared_out_whatever_the_figure(example, place):
    here = _here(example, place)
    gaps = see_gaps(place_here(here, place, example), place, example, today=LONG_AGO)
    assert see_declined(gaps, [], gemeente=WHOLE).empty
    asked = replace(SAID, organisation="Waterschap", area=SELWERD, answer=ASKED)
    (row,) = see_declined(gaps, [SAID, asked], gemeente=WHOLE).to_dict("records")
    assert (row["reason"], row["themagroep"], row["organisation"]) == ("declined", "klimaatadaptatie", "GGD")
    dry = gaps[(gaps["themagroep"] == "klimaatadaptatie") & (gaps["activities"] == 0)]
    assert row["area_codes"] == [code for code in dry["buurtcode"] if code != SELWERD]
    both = see_declined(gaps, [SAID, replace(asked, answer=NO_TASK)], gemeente=WHOLE)
    assert set(both["organisation"]) == {"GGD, Waterschap", "GGD"}
    housed = see_declined(gaps, [replace(SAID, row="W", area=SELWERD)], gemeente=WHOLE)
    assert housed.empty  # somebody does something there


def test_who_was_never_asked_is_told_apart(example, place):
    here = _here(example, place)
    said = [SAID, replace(SAID, organisation="Waterschap", area=SELWERD)]
    found = see_parties(example, here, said, gemeente=WHOLE, today=LONG_AGO)
    cells = found.set_index(["party", "themagroep"])["cell"]
    assert cells["GGD", "klimaatadaptatie"] == "no task"
    assert cells["Waterschap", "klimaatadaptatie"] == "nobody"  # one buurt is not the whole gemeente
    assert cells["Waterschap", "W"] == "not asked"
    assert (found.loc[found["activities"] > 0, "cell"] == "number").all()
    figures = see_figures(example, here, said, today=LONG_AGO)
    assert set(figures["party"]) == set(found["party"])
    assert figures["activities"].sum() > 0
