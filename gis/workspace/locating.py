"""Places from words: codes in own layers, areas, postcodes and streets, and PDOK when it is on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import shapely
from shapely.geometry.base import BaseGeometry

from gis.register.locating import Candidate, Locate, Located
from gis.sources.addresses import Addresses
from gis.sources.place_words import NOWHERE, WHOLE, Address, plain, read_address
from gis.sources.services.locatieserver import Locatieserver
from gis.workspace import sample
from gis.workspace.address_tables import read_addresses
from gis.workspace.area_names import AreaNames
from gis.workspace.geocoding import EDGE_M, ask_address, ask_pc4
from gis.workspace.home import Home
from gis.workspace.layer_codes import COMPLEX, PC4, LayerCodes
from gis.workspace.places import Place
from gis.workspace.streets import as_candidate, candidates, find_address

_ASK_ON = frozenset({"place_not_found", "number_unknown"})  # what another source may yet know
_COORDINATES = ("geometrie_rd", "x", "y", "lon", "lat")  # numbers are read elsewhere, and tell it better
_APART = re.compile(r"[,;|]")
_AND = re.compile(r"\s*(?:[,;|+&]|\ben\b)\s*")


def make_locate(
    home: Home, place: Place, *, service: Locatieserver | None = None, made_up: bool = False
) -> Locate:
    """Return the function that finds the place of a row in its words.

    A code of a complex decides first. Then the finest that is told: an address or a street, a name of an
    area, a postcode of four digits; words that say it is the whole area go before its streets. What is told
    and not found is a problem: nothing coarser is taken instead, only offered. An area beside a street must
    hold it. Tables and layers of the home are looked in, and `service` only for what they do not have.

    Parameters
    ----------
    home
        Own layers with codes, tables with streets.
    place
        The gemeente and the year whose areas are meant.
    service
        None when it is switched off: then everything else works, and says so.
    made_up
        The complexes and streets of the example count too.

    Returns
    -------
    Locate
        For words by our exchange names: ``complex``, ``gebied``, ``gebiedscodes``, ``straat``,
        ``huisnummer``, ``postcode``, ``plaats`` and ``plek_tekst``; it looks at no others. None for a row
        that tells no place. It raises `SourceError` ``file_unreadable`` for a table or layer that is
        broken, and ``not_written``.
    """
    return _Locator(home, place, service, made_up).locate


@dataclass(frozen=True)
class _Locator:
    home: Home
    place: Place
    service: Locatieserver | None
    made_up: bool

    def locate(self, told: Mapping[str, str]) -> Located | None:
        code = told.get("complex", "").strip()
        code = "" if plain(code) in NOWHERE else code
        if code and self._complexes:
            return self._complex(code)
        if any(map(told.get, _COORDINATES)):
            return None
        found = self._in_words(told)
        if not code:
            return found
        if found is None or found.problem:
            return Located(
                problem="complexes_missing", told=code, candidates=() if found is None else found.candidates
            )
        return found if found.remark else replace(found, remark="complex_not_looked_up", told=code)

    def _in_words(self, told: Mapping[str, str]) -> Located | None:
        told = self._areas_apart(told)
        named = told.get("gebied", "")
        area = self._areas.read(named, coded=bool(told.get("gebiedscodes")))
        address = read_address(told)
        if address is None or (area and not area.problem and self._areas.says_whole(named)):
            return area
        if address.unread:
            beside = () if area is None else as_candidate(area, named)
            return Located(problem="address_unread", told=address.unread, candidates=beside)
        if not address.street and len(address.postcode) < WHOLE:
            return area or self._pc4(address)
        return self._beside(self._address(address), area, address=address, named=named)

    def _areas_apart(self, told: Mapping[str, str]) -> Mapping[str, str]:
        """Take the names of areas out of the free words, unless there is a street of that name."""
        free = told.get("plek_tekst", "")
        if not free:
            return told
        parts = [part.strip() for part in _APART.split(free)]
        if len(parts) == 1 or self._is_area(free):
            parts = [free]
        areas = [part for part in parts if self._is_area(part)]
        if len(parts) > 1:  # beside a street the name of the gemeente is that of a town
            areas = [part for part in areas if plain(part) != plain(self.place.gemeentenaam)]
        if not areas:
            return told
        named = ", ".join(areas)
        if told.get("gebied") and plain(told["gebied"]) != plain(named):
            return told
        rest = ", ".join(part for part in parts if part not in areas)
        return {**told, "plek_tekst": rest, "gebied": told.get("gebied") or named}

    def _is_area(self, words: str) -> bool:
        return bool(plain(words)) and self._areas.names(words) and not self._addresses.of_street(words)

    def _complex(self, code: str) -> Located:
        """Return the outline of a complex, or of several together."""
        parts = [part for part in _AND.split(code) if plain(part)]
        codes = [code] if self._complexes.find(code) or len(parts) < 2 else parts  # noqa: PLR2004 one is none
        found = []
        for one in codes:
            coded = self._complexes.find(one)
            offered = tuple(outline.candidate("Complexen") for outline in coded)
            if not coded:
                near = [other for name in self._complexes.like(one) for other in self._complexes.find(name)]
                like = tuple(outline.candidate("Complexen") for outline in near)
                names = ", ".join(dict.fromkeys(outline.code for outline in near))
                told = f"{one} (lijkt op: {names})" if names else one
                return Located(problem="complex_unknown", told=told, candidates=like)
            if len(coded) > 1:
                return Located(problem="place_ambiguous", told=one, candidates=offered)
            if not coded[0].shape.is_valid:
                return Located(problem="complex_shape_broken", told=one)
            found.append(offered[0])
        if len(found) == 1:
            return Located(found[0].geometry, found[0].accuracy, found[0].source)
        shape = shapely.union_all([one.geometry for one in found])
        return Located(shape, found[0].accuracy, "; ".join(one.source for one in found))

    def _address(self, address: Address) -> Located:
        found = find_address(address, self._addresses, towns=self._towns)
        done = found.problem not in _ASK_ON if found.problem else found.remark != "number_not_in_list"
        if self.service is None or done:
            return self._with_areas(found, address)
        asked = ask_address(address, self.service, place=self.place)
        if asked.problem and not found.problem:
            return found
        offered = asked.candidates + (found.candidates if asked.problem else ())
        return self._with_areas(replace(asked, candidates=offered), address)

    def _with_areas(self, found: Located, address: Address) -> Located:
        """Offer an area when what was not found as a street has the name of one."""
        area = self._areas.read(address.street) if found.problem and address.street else None
        offered = () if area is None else as_candidate(area, address.street)
        return replace(found, candidates=found.candidates + offered) if offered else found

    def _pc4(self, address: Address) -> Located:
        coded = self._pc4s.find(address.postcode)
        spots = [spot for spot in self._addresses.of_postcode(address.postcode) if not spot.street]
        offered = tuple(one.candidate("Postcode", accuracy="wijk") for one in coded) or candidates(
            spots, "wijk"
        )
        if len(offered) > 1:
            return Located(problem="place_ambiguous", told=address.words, candidates=offered)
        if offered and (offered[0].geometry is None or offered[0].geometry.is_valid):
            return Located(offered[0].geometry, "wijk", offered[0].source)
        if self.service is not None:
            return ask_pc4(address, self.service, place=self.place)
        return Located(problem="place_not_found", told=address.words, candidates=offered)

    def _beside(self, spot: Located, area: Located | None, *, address: Address, named: str) -> Located:
        """Hold a street against the area that is told beside it."""
        if area is None:
            return spot
        if area.problem:  # a partner's own name for a part of town: the street is finer and was found
            return spot if spot.problem or spot.remark else replace(spot, remark="area_left_out", told=named)
        outlines = self._areas.outlines(area.area_codes)
        whole = as_candidate(area, named)
        if spot.problem == "place_ambiguous":
            inside = [one for one in spot.candidates if _is_within(one, outlines)]
            if len(inside) == 1:
                return Located(inside[0].geometry, inside[0].accuracy, inside[0].source, area.area_codes)
        if spot.problem:
            return replace(spot, candidates=spot.candidates + whole)
        found = as_candidate(spot, address.words)
        if outlines and not _is_within(found[0], outlines):
            told = f"{address.words}, {named}"
            return Located(problem="place_contradicts", told=told, candidates=found + whole)
        return replace(spot, area_codes=area.area_codes)

    @cached_property
    def _complexes(self) -> LayerCodes:
        beside = {"voorbeeld_complexen": sample.example_complexes()} if self.made_up else {}
        return LayerCodes(self.home, COMPLEX, beside=beside)

    @cached_property
    def _pc4s(self) -> LayerCodes:
        return LayerCodes(self.home, PC4)

    @cached_property
    def _areas(self) -> AreaNames:
        return AreaNames(self.place)

    @cached_property
    def _addresses(self) -> Addresses:
        return read_addresses(self.home, beside=[sample.EXAMPLE_STREETS] if self.made_up else [])

    @cached_property
    def _towns(self) -> frozenset[str]:
        return frozenset({plain(self.place.gemeentenaam)})


def _is_within(one: Candidate, outlines: Sequence[BaseGeometry]) -> bool:
    return one.geometry is not None and any(shape.distance(one.geometry) <= EDGE_M for shape in outlines)
