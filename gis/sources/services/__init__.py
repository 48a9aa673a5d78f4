"""Asks the national services: the same tables as files, over the network."""
