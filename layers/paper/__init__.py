"""The wijkplattegrond: a printable page with a map, its numbers and the list, as PDF and as HTML."""

from layers.paper.areas import Area, choose_area, offer_areas
from layers.paper.page import write_page
from layers.paper.papers import PAPERS, Paper
from layers.paper.pdf import write_pdf
from layers.paper.plan import draw_plan

__all__ = [
    "PAPERS",
    "Area",
    "Paper",
    "choose_area",
    "draw_plan",
    "offer_areas",
    "write_page",
    "write_pdf",
]
