"""What pages share: settings, cache, state, map."""
