"""The drawing-only page for phones in the room: it takes outlines in and gives nothing back."""
