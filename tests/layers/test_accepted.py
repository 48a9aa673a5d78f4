"""Settled areas on the map and in words."""

import json

import pandas as pd
import pytest

from gis.register.visible import Audience
from gis.workspace.accepted import see_accepted
from gis.workspace.home import Home
from gis.workspace.registers import open_register
from layers.accepted import SETTLED, draw_accepted
from layers.words.accepted import basis_words, cbs_words, settled_words
from tests.gis.register.test_accepted import AT, SELWERD


@pytest.fixture
def accepted(tmp_path):
    register = open_register(Home(tmp_path), "eigen")
    register.store.add_organisation(SELWERD.organisation)
    register.store.save_accepted(SELWERD, organisation=SELWERD.organisation, at=AT)
    return see_accepted(register, audience=Audience.PARTNERS)


def test_an_area_is_drawn_with_its_name_and_who_settled_it(accepted):
    layer = draw_accepted(accepted)
    (feature,) = json.loads(layer.features)["features"]
    told = feature["properties"]
    assert (told["mark"], told["name"], told["id"]) == (SETTLED.key, "Selwerd", accepted["code"].iloc[0])
    assert told["note"].startswith("Vastgesteld in Overleg Selwerd op 11 maart 2027, versie 1.")
    assert [mark.key for mark in layer.marks] == [SETTLED.key]


def test_words_tell_who_keeps_it_and_what_it_was_made_from(accepted):
    row = accepted.iloc[0].to_dict()
    assert settled_words(row).endswith("Beheer: Gemeente (wijkregisseur).")
    assert settled_words(row | {"role": ""}).endswith("Beheer: Gemeente.")  # as everybody reads it
    assert basis_words(row) == "De kern van 7 tekeningen: minstens 50 % tekende dit."
    assert basis_words(row | {"drawings": 0, "k": None}) == ""


def test_cbs_stands_beside_it_with_codes_and_without_slivers():
    shares = pd.DataFrame(
        {
            "buurtcode": ["BU00141000", "BU00141002", "BU00141001"],
            "buurtnaam": ["Selwerd", "Tuinwijk", "Paddepoel-Noord"],
            "share_of_area": [0.66, 0.335, 0.005],
        }
    )
    assert cbs_words(shares) == "CBS: 66 % in Selwerd (BU00141000) en 34 % in Tuinwijk (BU00141002)."
    assert cbs_words(shares.iloc[:0]) == "Ligt niet in een bekende CBS-buurt."
