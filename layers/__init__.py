"""SHOWS: every drawing, screen and command; asks gis for the answers."""
