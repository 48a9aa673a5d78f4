"""Hands over data."""
