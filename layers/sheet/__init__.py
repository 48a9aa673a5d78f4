"""Renderer 2: folium, the same Layers as one HTML file that opens without network."""

from layers.sheet.page import draw_sheet

__all__ = ["draw_sheet"]
