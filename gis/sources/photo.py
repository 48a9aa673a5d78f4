"""Opens a photo or scan with the one decoder that its form needs, upright and not larger than needed."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps, UnidentifiedImageError

from gis.errors import SourceError

Picture = npt.NDArray[Any]  # rows, columns, three bytes: red, green, blue

MAX_BYTES = 40_000_000
MAX_PIXELS = 120_000_000  # an A3 scanned at 600 dpi has 70 million
SHOWN = 1_600  # [px] of the longest side on a screen
LONGEST = 4_500  # [px] that we look at: 10 per mm of an A3

_SIGNATURES = {b"\xff\xd8\xff": "JPEG", b"\x89PNG\r\n\x1a\n": "PNG"}
_HEIC = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc", b"ftypmsf1")


def tell_photo(path: Path) -> str:
    """Return which form a photo has by its first bytes: JPEG or PNG.

    Raises
    ------
    SourceError
        ``file_missing``, ``file_empty``, ``photo_too_large``, ``photo_is_heic``, ``photo_kind_unknown``.
    """
    if not path.is_file():
        raise SourceError("file_missing", path=str(path))
    with path.open("rb") as source:
        head = source.read(32)
    if not head:
        raise SourceError("file_empty", path=path.name)
    if path.stat().st_size > MAX_BYTES:
        raise SourceError("photo_too_large", path=path.name, limit=f"{MAX_BYTES // 1_000_000} MB")
    for begins, form in _SIGNATURES.items():
        if head.startswith(begins):
            return form
    if head[4:12] in _HEIC:
        raise SourceError("photo_is_heic", path=path.name)
    raise SourceError("photo_kind_unknown", path=path.name)


def open_photo(path: Path, *, form: str) -> Picture:
    """Return the picture as red, green and blue, turned as the camera says.

    Only for a process of its own: the file may hold anything.

    Parameters
    ----------
    form
        ``JPEG`` or ``PNG``: no other decoder is tried.

    Raises
    ------
    SourceError
        ``photo_too_large``, ``photo_unreadable``.
    """
    try:
        with Image.open(path, formats=(form,)) as photo:
            if photo.width * photo.height > MAX_PIXELS:
                limit = f"{MAX_PIXELS // 1_000_000} miljoen beeldpunten"
                raise SourceError("photo_too_large", path=path.name, limit=limit)
            photo.draft("RGB", (LONGEST, LONGEST))  # a JPEG comes half as large when that is enough
            upright = ImageOps.exif_transpose(_on_white(photo))
            upright.thumbnail((LONGEST, LONGEST), Image.Resampling.BOX)
            return np.asarray(upright)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise SourceError("photo_unreadable", path=path.name) from error
    except Image.DecompressionBombError as error:
        limit = f"{MAX_PIXELS // 1_000_000} miljoen beeldpunten"
        raise SourceError("photo_too_large", path=path.name, limit=limit) from error


def shown_photo(photo: Picture) -> tuple[Picture, bytes]:
    """Return a photo small enough for a screen, as it is and as PNG."""
    small = Image.fromarray(photo)
    small.thumbnail((SHOWN, SHOWN), Image.Resampling.BOX)
    told = io.BytesIO()
    small.save(told, "PNG")
    return np.asarray(small), told.getvalue()


def _on_white(photo: Image.Image) -> Image.Image:
    """Return the photo in colour; what can be seen through is white."""
    if photo.mode in {"RGBA", "LA", "PA"} or "transparency" in photo.info:
        through = photo.convert("RGBA")
        white = Image.new("RGBA", photo.size, "white")
        white.alpha_composite(through)
        return white.convert("RGB")
    return photo.convert("RGB")
