"""Figures beside a plain way of doing the same, taken in one run."""
