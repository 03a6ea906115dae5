"""The installed program in a real pseudo-terminal: keys in, screen and bytes out."""
