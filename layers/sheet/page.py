"""One HTML file with everything in it: the map, its legend in words, its sources."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import folium
from branca.element import Figure, MacroElement
from folium.template import Template
from markupsafe import Markup
from xstatic.pkg import leaflet

from layers.document import write_document
from layers.layer import Layer

HERE = Path(__file__).parent
LEAFLET = Path(leaflet.BASE_DIR)
MAP_ID = "kaart"

Bounds = tuple[float, float, float, float]  # west, south, east, north in degrees


class _SheetMap(folium.Map):
    """folium's map without what it would fetch (jQuery, Bootstrap, icons) and with a name that stays."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012  # folium's own form; nobody adds to it
    default_css: list[tuple[str, str]] = []  # noqa: RUF012
    _template = Template(
        "{% macro html(this, kwargs) %}"
        '<div id={{ this.get_name()|tojson }} class="map" tabindex="0" role="region" aria-label="Kaart">'
        "</div>"
        "{% endmacro %}"
        "{% macro script(this, kwargs) %}"
        "const map = makeMap({{ this.get_name()|tojson }});"
        "{% endmacro %}"
    )

    def get_name(self) -> str:
        return MAP_ID


class _SheetLayers(MacroElement):
    """Layers as data; `tojson` keeps every text a text."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "drawLayers(map, {{ this.layers|tojson }}, {{ this.bounds|tojson }});"
        "{% endmacro %}"
    )

    def __init__(self, layers: Sequence[Layer], bounds: Bounds | None) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca does not say its types
        self.layers = [_told(layer) for layer in layers]
        self.bounds = bounds


def draw_sheet(
    layers: Sequence[Layer],
    *,
    title: str,
    day: str,
    audience: str,
    sources: Sequence[str],
    fictional: bool,
    note: str = "",
    bounds: Bounds | None = None,
) -> str:
    """Return a stand-alone HTML page with the map, a legend in words and every feature as a list.

    It asks for nothing outside itself, and a content policy lets no other script run than its own. Texts
    of layers are shown as text. The same input gives the same page.

    Parameters
    ----------
    layers
        Lowest first; already what the audience may see. All are switched on; each can be switched off.
    title
        Heading and title of the page.
    day, audience
        The peildatum and for whom it is, in words.
    sources
        One line per source: publisher, title, year, licence.
    fictional
        Whether something on it is made up: then a banner and a word across the map say so.
    note
        One more sentence under the heading.
    bounds
        What is in view at first; everything when None.
    """
    body, script = _render_map(layers, bounds)
    scripts = [_safe_script(_read(LEAFLET / "leaflet.js")), _safe_script(_read(HERE / "page.js")) + script]
    return write_document(
        "sheet/page.html",
        title=title,
        allowed=f"script-src {_hashes(scripts)}; img-src data:",
        scripts=[Markup(script) for script in scripts],  # noqa: S704  # our own files and `tojson` data
        styles=[Markup(_leaflet_css()), Markup(_read(HERE / "page.css"))],  # noqa: S704  # our own files
        map=Markup(body),  # noqa: S704  # made above, holds no data
        layers=[_legend(layer) for layer in layers],
        day=day,
        audience=audience,
        sources=sources,
        fictional=fictional,
        note=note,
    )


def _render_map(layers: Sequence[Layer], bounds: Bounds | None) -> tuple[str, str]:
    """Return the map's element and the script that draws the layers in it."""
    figure = Figure()
    drawn = _SheetMap(tiles=None).add_to(figure)
    _SheetLayers(layers, bounds).add_to(drawn)
    drawn.render()
    return figure.html.render(), figure.script.render()


def _told(layer: Layer) -> dict[str, Any]:
    """Return what the page's script draws (`Any`: JSON)."""
    told: dict[str, Any] = {
        "id": layer.id,
        "kind": layer.kind,
        "labels": layer.labels,
        "marks": {mark.key: vars(mark) for mark in layer.marks},
        "features": json.loads(layer.features) if layer.features else None,
    }
    if layer.image and layer.image_bounds:
        west, south, east, north = layer.image_bounds
        told["image"] = _data_uri(layer.image)
        told["corners"] = [[south, west], [north, east]]
    return told


def _legend(layer: Layer) -> dict[str, Any]:
    """Return what the page says of a layer in words (`Any`: for the template)."""
    features = json.loads(layer.features)["features"] if layer.features else []
    return {
        "id": layer.id,
        "title": layer.title,
        "explanation": layer.explanation,
        "marks": layer.marks,
        "rows": [_row(feature["properties"]) for feature in features],
    }


def _row(told: dict[str, Any]) -> str:
    words = [told.get("name"), told.get("note"), told.get("made") and "verzonnen voorbeeld"]
    return " · ".join(str(word) for word in words if word)


def _hashes(scripts: Sequence[str]) -> str:
    """Return what names our own scripts to the content policy, and no other."""
    hashes = (base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts)
    return " ".join(f"'sha256-{one}'" for one in hashes)


def _safe_script(text: str) -> str:
    """Leave out the address of a source map and what would end the script element early."""
    return re.sub(r"//# sourceMappingURL=\S*", "", text).replace("</script", "<\\/script")


def _leaflet_css() -> str:
    def inline(found: re.Match[str]) -> str:
        return f"url({_data_uri((LEAFLET / found[1]).read_bytes())})"

    return re.sub(r"url\((images/[\w.-]+)\)", inline, _read(LEAFLET / "leaflet.css"))


def _data_uri(png: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(png).decode()}"


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
