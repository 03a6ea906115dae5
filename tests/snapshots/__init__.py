"""Pictures of every state of the screens, at 80x24 and 120x40: looked at before they are accepted."""
