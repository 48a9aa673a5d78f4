"""Buurten, wijken and the gemeente by name: the words in, the codes of one edition out."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from functools import cached_property

from shapely.geometry.base import BaseGeometry

from gis.register.locating import Candidate, Located
from gis.sources.near_names import NearNames
from gis.sources.place_words import NOWHERE, plain
from gis.workspace.places import Place

_LEVELS = ("buurt", "wijk", "gemeente")  # from fine to coarse
_LEVEL = re.compile(
    r"^(?:(?:de|het|in|voor)\s)*(?:(?P<whole>hele|heel|gehele|volledige)\s?)?"
    r"(?:(?P<level>buurt|wijk|gemeente)(?:$|\s(?!van\b)))?(?P<name>.*)$"
)
_LEVEL_LAST = re.compile(
    r"^(?:(?P<name>.+?)\s)??(?:(?:de\s)?(?:ge)?hele\s(?P<level>buurt|wijk|gemeente)"
    r"|(?P<wide>buurt|wijk|gemeente)\s?breed)$"
)
_CODE = re.compile(r"\b(?:BU[0-9A-Z]{8}|WK[0-9A-Z]{6}|GM\d{4})\b", re.IGNORECASE)
_SEVERAL = re.compile(r"\s*(?:[,;|/&+]|\ben\b)\s*")


@dataclass(frozen=True)
class Area:
    """A buurt, wijk or gemeente of the edition, with its outline in RD [m] as far as known."""

    level: str
    code: str
    name: str
    outline: BaseGeometry | None


@dataclass(frozen=True)
class _Asked:
    name: str
    level: str = ""
    whole: bool = False


class AreaNames:
    """The areas of one gemeente in one year, by name."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self.source = f"CBS {place.jaar}"

    def read(self, words: str, *, coded: bool = False) -> Located | None:
        """Return the area or areas that the words name; None when there are no words.

        One name that is both of a buurt and of a wijk is asked about unless the words say which. Names are
        compared without capitals, accents and signs; a name that is nearly one is only suggested.

        Parameters
        ----------
        coded
            Whether the row tells codes beside these words: then "hele buurt" alone says its reach.
        """
        if plain(words) in NOWHERE:
            return None
        if codes := [code.upper() for code in _CODE.findall(words)]:
            unknown = [code for code in codes if code not in self._by_code]
            if unknown:
                return Located(problem="area_unknown", told=", ".join(unknown))
            return self._found([self._by_code[code] for code in codes])
        one = self._read_one(words, coded=coded)
        parts = [part for part in _SEVERAL.split(words) if plain(part)]
        if one.problem == "area_name_unknown" and len(parts) > 1:
            each = [self._read_one(part, coded=False) for part in parts]
            wrong = next((found for found in each if found.problem), None)
            return wrong or self._found([self._by_code[code] for found in each for code in found.area_codes])
        return one

    def names(self, words: str) -> bool:
        """Whether the words are the name of an area here, or say themselves that they are of one."""
        if self._names_one(words):
            return True
        parts = [part for part in _SEVERAL.split(words) if plain(part)]
        return len(parts) > 1 and all(map(self._names_one, parts))

    def says_whole(self, words: str) -> bool:
        """Whether the words say that it is the whole area: "hele buurt", "wijkbreed"."""
        return _asked(words, self._by_name).whole

    def outlines(self, codes: tuple[str, ...]) -> list[BaseGeometry]:
        """Return the outlines of areas; none at all when one of them is not known."""
        shapes = [self._by_code[code].outline for code in codes if code in self._by_code]
        known = [shape for shape in shapes if shape is not None]
        return known if len(known) == len(codes) else []

    def _names_one(self, words: str) -> bool:
        asked = _asked(words, self._by_name)
        return bool(asked.level) or asked.name in self._by_name or bool(_CODE.fullmatch(words.strip()))

    def _read_one(self, words: str, *, coded: bool) -> Located:
        asked = _asked(words, self._by_name)
        if not asked.name and asked.level == "gemeente":
            return self._found([self._by_code[self._place.gemeentecode]])
        if not asked.name and asked.level and coded:
            return Located(accuracy=asked.level, reach=asked.level, source=self.source)
        found = [
            area for area in self._by_name.get(asked.name, []) if not asked.level or area.level == asked.level
        ]
        if len(found) == 1:
            return self._found(found)
        if found:
            return Located(problem="place_ambiguous", told=words, candidates=self._candidates(found))
        near = [area for name in self._near.like(asked.name) for area in self._by_name[name]]
        near += [] if near else self._by_name.get(asked.name, [])  # a wijk that was called a buurt
        return Located(problem="area_name_unknown", told=words, candidates=self._candidates(near))

    def _found(self, areas: list[Area]) -> Located:
        level = max((area.level for area in areas), key=_LEVELS.index)
        codes = tuple(dict.fromkeys(area.code for area in areas))
        return Located(accuracy=level, source=self.source, area_codes=codes, reach=level)

    def _candidates(self, areas: list[Area]) -> tuple[Candidate, ...]:
        return tuple(
            Candidate(f"{area.level} {area.name}", area.outline, area.level, self.source, None, (area.code,))
            for area in areas
        )

    @cached_property
    def _by_code(self) -> dict[str, Area]:
        frames = zip(_LEVELS, (self._place.buurten, self._place.wijken, self._place.gemeenten), strict=True)
        found: dict[str, Area] = {}
        for level, frame in frames:
            rows = zip(frame[f"{level}code"], frame[f"{level}naam"], frame.geometry, strict=True)
            found |= {code: Area(level, str(code), str(name), shape) for code, name, shape in rows}
        whole = Area("gemeente", self._place.gemeentecode, self._place.gemeentenaam, None)
        return {whole.code: whole, **found}

    @cached_property
    def _by_name(self) -> dict[str, list[Area]]:
        found: dict[str, list[Area]] = {}
        for area in self._by_code.values():
            if key := plain(area.name):
                found.setdefault(key, []).append(area)
        return found

    @cached_property
    def _near(self) -> NearNames:
        return NearNames((name, name) for name in self._by_name)


def _asked(words: str, known: Container[str]) -> _Asked:
    text = plain(words)
    if text in known:  # also a name that begins with "De" or "Wijk"
        return _Asked(text)
    if match := _LEVEL_LAST.match(text):
        return _Asked(match["name"] or "", match["level"] or match["wide"], whole=True)
    match = _LEVEL.match(text)
    if match is None:
        return _Asked(text)
    return _Asked(match["name"].strip(), match["level"] or "", whole=match["whole"] is not None)
