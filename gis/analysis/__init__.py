"""Thinks, frame in, frame out."""
