"""HTML files that open without network: one head, and a content policy that lets nothing else in."""

from __future__ import annotations

from pathlib import Path

import jinja2

_TEMPLATES = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parent, encoding="utf-8"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
)


def write_document(template: str, *, title: str, allowed: str, **told: object) -> str:
    """Return the page that a template makes of what it is told; texts are shown as text.

    Parameters
    ----------
    template
        Where it lies in this folder, such as ``paper/page.html``; it fills the blocks of `document.html`.
    title
        Of the page.
    allowed
        What the content policy lets the page use besides its own words, such as ``font-src data:``.
    """
    return _TEMPLATES.get_template(template).render(title=title, allowed=allowed, **told)
