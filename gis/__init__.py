"""KNOWS: no screen, no session, no settings; arguments in, values out."""
