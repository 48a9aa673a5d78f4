"""Renderer 3: the same marks as QGIS styles, so that QGIS shows what the app shows."""

from layers.qgis.styles import default_styles

__all__ = ["default_styles"]
