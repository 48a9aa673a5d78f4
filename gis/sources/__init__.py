"""Reads what others publish."""
