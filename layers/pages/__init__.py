"""The pages: ask, fetch, think, show."""
