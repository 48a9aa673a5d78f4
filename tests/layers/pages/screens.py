"""Reading a screen, and homes in which something is broken or missing."""

import dataclasses
from pathlib import Path

from gis.workspace import cache, sample
from gis.workspace.registers import open_register

ROOT = Path(__file__).parents[3]
PAGES = ("map", "register", "analysis", "perceived", "meeting", "export", "about")


def words(screen) -> str:
    """Everything the screen says, one piece per line."""
    kinds = ("markdown", "caption", "info", "warning", "error", "success", "title", "subheader")
    return "\n".join(str(one.value) for kind in kinds for one in getattr(screen, kind))


def labels(screen, kind: str) -> list[str]:
    return [one.label for one in screen.get(kind)]


def button(screen, label: str):
    return next(one for one in screen.button if one.label == label)


def press(screen, label: str):
    """Press the button with these words."""
    return button(screen, label).click().run()


def choose(screen, label: str, value):
    """Give the control with these words a value, whatever kind it is."""
    return control(screen, label).set_value(value).run()


def control(screen, label: str):
    kinds = (
        "radio",
        "selectbox",
        "text_input",
        "text_area",
        "toggle",
        "checkbox",
        "slider",
        "select_slider",
        "multiselect",
        "button_group",
        "file_uploader",
    )
    return next(one for kind in kinds for one in screen.get(kind) if one.label == label)


def titles(home, workspace="voorbeeld") -> set[str]:
    """What stands in the store now."""
    return {one.title for one in open_register(home, workspace).store.activities()}


def keep_sample(home, **changes):
    """Keep the sample's gemeente in the home as if it was fetched, and return its folder."""
    place = dataclasses.replace(sample.read_place(), **changes)
    return cache.save_place(place, home)


def without_outlines(home):
    place = sample.read_place()
    frames = {name: getattr(place, name).assign(geometry=None) for name in ("buurten", "wijken", "gemeenten")}
    return keep_sample(home, **{name: frame.set_crs(28992) for name, frame in frames.items()})


def break_place(home) -> None:
    folder = keep_sample(home)
    (folder / "place.gpkg").write_bytes(b"SQLite format 3\x00 and then nothing that is right")
