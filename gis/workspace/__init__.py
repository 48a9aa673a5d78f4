"""Walks between the rooms for whoever asks."""
