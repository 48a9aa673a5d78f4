"""Files that are either whole or not there."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gis.errors import ExportError

UNFINISHED = ".koppelkaart-"  # how the folder of a file in the making begins


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that nobody ever sees half of it; what stood there is replaced at once.

    Parameters
    ----------
    path
        Where it goes; its folder exists.
    content
        All of it.

    Raises
    ------
    ExportError
        ``not_written`` when the disk refuses; then `path` is as it was.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_whole(Path(folder) / "a.txt", b"whole")
    ...     (Path(folder) / "a.txt").read_bytes()
    b'whole'
    """
    with in_the_making(path) as draft:
        draft.write_bytes(content)


@contextmanager
def in_the_making(path: Path) -> Iterator[Path]:
    """Give a path to write to; at the end of the block that file takes the place of `path`.

    When the block raises, `path` stays as it was and nothing is left behind. A process that is killed
    leaves a folder whose name begins with `UNFINISHED`, never a broken file.

    Raises
    ------
    ExportError
        ``not_written`` when the disk refuses.
    """
    try:
        with tempfile.TemporaryDirectory(prefix=UNFINISHED, dir=path.parent) as folder:
            draft = Path(folder) / path.name
            yield draft
            _to_disk(draft)
            draft.replace(path)
        _to_disk(path.parent)
    except OSError as error:
        raise ExportError("not_written", path=str(path), reason=error.strerror or str(error)) from error


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
