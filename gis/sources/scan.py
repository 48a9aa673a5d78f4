"""Reads a photo or scan of a drawing sheet back into outlines in RD."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from gis.errors import SourceError
from gis.sources.child import FOUND
from gis.sources.folders import lend_folder
from gis.sources.photo import tell_photo
from gis.sources.reader import ask_child
from gis.sources.sheets import Sheet, read_code


@dataclass(frozen=True, eq=False)
class Scan:
    """What came back from a photo of a drawing sheet.

    Parameters
    ----------
    name
        Of the file.
    sheet
        The sheet, as its code tells.
    outlines
        What each closed line goes around, in RD [m]; the longest line first.
    residual_m
        Root mean square of how far the marks of the sheet lie from where they should, in metres of the world.
    gap_m
        The widest opening in a line that was closed, in metres of the world; 0 when there was none.
    ticked
        Which boxes are ticked, by their place in `Sheet.ticks`.
    picture
        The sheet laid flat with the lines that were found in green, as JPEG.
    """

    name: str
    sheet: Sheet
    outlines: tuple[BaseGeometry, ...]
    residual_m: float
    gap_m: float
    ticked: tuple[int, ...]
    picture: bytes


def scan_photo(path: Path) -> Scan:
    """Return what people drew on the sheet on a photo (JPEG or PNG).

    The photo is opened in a process of its own, with the decoder of its form alone.

    Raises
    ------
    SourceError
        ``file_missing``, ``file_empty``, ``file_too_slow``, ``photo_too_large``, ``photo_is_heic``,
        ``photo_kind_unknown``, ``photo_unreadable``; ``scan_no_marks``, ``scan_marks_missing``,
        ``scan_two_sheets``, ``scan_not_flat``, ``scan_too_coarse``, ``scan_code_unreadable``;
        ``scan_no_line``, ``scan_line_open``, ``scan_line_off_map``, ``scan_lines_cross``, ``scan_filled``.
    """
    form = tell_photo(path)
    order = {"form": form, "source": str(path.resolve()), "gemeentecode": "", "layer": "", "known": {}}
    with lend_folder() as folder:
        answer = ask_child(order, path=path, folder=folder, unreadable="photo_unreadable")
        if "code" in answer:
            raise SourceError(answer["code"], **answer["facts"])
        return _scan(answer, path.name, (folder / FOUND).read_bytes())


def _scan(answer: dict[str, Any], name: str, picture: bytes) -> Scan:  # JSON
    sheet = read_code(answer["sheet"])
    metres = sheet.scale / 1000
    return Scan(
        name=name,
        sheet=sheet,
        outlines=tuple(sheet.to_rd(shapely.Polygon(corners)) for corners in answer["lines"]),
        residual_m=float(answer["residual_mm"]) * metres,
        gap_m=float(answer["gap_mm"]) * metres,
        ticked=tuple(answer["ticked"]),
        picture=picture,
    )
