"""What concerns the terminal itself, not what is drawn on it."""
