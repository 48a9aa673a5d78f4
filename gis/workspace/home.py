"""Where the data that ship with the program lie, and where a user's own are kept."""

from __future__ import annotations

import re
import sysconfig
from dataclasses import dataclass, replace
from pathlib import Path

from gis.errors import SourceError
from gis.vocabulary import Vocabulary, load_vocabulary

_PLACE = re.compile(r"GM\d{4}_\d{4}")  # a copy that somebody made beside it is not ours


@dataclass(frozen=True)
class Home:
    """The folder of one user or one room: fetched areas, registers, settings."""

    path: Path

    def place_folder(self, gemeentecode: str, jaar: int) -> Path:
        """Return the folder in which a fetched gemeente of one year is kept."""
        return self.path / "cache" / f"{gemeentecode}_{jaar}"

    def place_folders(self) -> list[Path]:
        """Return the folders of all fetched gemeenten, oldest year first."""
        found = (manifest.parent for manifest in (self.path / "cache").glob("GM*_*/manifest.json"))
        return sorted(folder for folder in found if _PLACE.fullmatch(folder.name))

    def register_path(self, workspace: str) -> Path:
        """Return the file of a workspace's register."""
        return self.path / "registers" / f"{workspace}.sqlite"


def data_folder() -> Path:
    """Return the folder `data/` of the checkout, or of the installed program.

    Raises
    ------
    SourceError
        ``program_incomplete`` when it is in neither place.
    """
    for folder in (
        Path(__file__).parents[2] / "data",
        Path(sysconfig.get_path("data")) / "share" / "koppelkaart",
    ):
        if (folder / "sources.toml").is_file():
            return folder
    raise SourceError("program_incomplete", folder="data")


def read_vocabulary(home: Home) -> Vocabulary:
    """Return the closed lists: the home's own file when it has one, else those of the program.

    Of a plain list that the own file does not know, as one made before that list was, that of the program.
    """
    ours, own = load_vocabulary(data_folder() / "vocabulary.toml"), home.path / "vocabulary.toml"
    if not own.is_file():
        return ours
    told = load_vocabulary(own)
    return replace(told, lists={**ours.lists, **told.lists})
