"""Questions: each opens at once, gives back a value, and does nothing itself."""
