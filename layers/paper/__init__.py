"""Printable pages as PDF and as HTML: the wijkplattegrond (map, numbers, list) and the buurtblad."""

from layers.paper.areas import Area, choose_area, offer_areas
from layers.paper.leaflet import draw_leaflet
from layers.paper.page import write_page
from layers.paper.papers import PAPERS, Paper
from layers.paper.pdf import write_pdf
from layers.paper.plan import draw_plan

__all__ = [
    "PAPERS",
    "Area",
    "Paper",
    "choose_area",
    "draw_leaflet",
    "draw_plan",
    "offer_areas",
    "write_page",
    "write_pdf",
]
