"""Keeps what partners tell us."""
