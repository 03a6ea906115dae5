"""The screens: each puts widgets and actions together, and holds no rule of its own."""
