"""Reads a photo of any map as a picture, to lay under ours by hand; opened where nothing can be broken."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from gis.errors import SourceError
from gis.sources.child import AS_PICTURE, FOUND, PIXELS
from gis.sources.folders import lend_folder
from gis.sources.photo import Picture, tell_photo
from gis.sources.reader import ask_child


@dataclass(frozen=True, eq=False)
class Photo:
    """A photo that was read.

    Parameters
    ----------
    name
        Of the file.
    pixels
        Rows, columns, and red, green and blue.
    png
        The same, for a screen.
    """

    name: str
    pixels: Picture
    png: bytes

    @property
    def size(self) -> tuple[int, int]:
        """Width and height [px]."""
        return self.pixels.shape[1], self.pixels.shape[0]


def read_photo(path: Path) -> Photo:
    """Return a photo (JPEG or PNG), upright and small enough for a screen.

    Raises
    ------
    SourceError
        ``file_missing``, ``file_empty``, ``file_too_slow``, ``photo_too_large``, ``photo_is_heic``,
        ``photo_kind_unknown``, ``photo_unreadable``.
    """
    form = f"{AS_PICTURE}{tell_photo(path)}"
    order = {"form": form, "source": str(path.resolve()), "gemeentecode": "", "layer": "", "known": {}}
    with lend_folder() as folder:
        answer = ask_child(order, path=path, folder=folder, unreadable="photo_unreadable")
        if "code" in answer:
            raise SourceError(answer["code"], **answer["facts"])
        pixels = np.load(folder / PIXELS, allow_pickle=False)
        return Photo(path.name, pixels, (folder / FOUND).read_bytes())
