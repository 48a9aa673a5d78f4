"""Renderer 1: our Streamlit component around Leaflet."""
