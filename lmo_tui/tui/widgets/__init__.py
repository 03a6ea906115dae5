"""What draws the lines that `render` makes; nothing here knows what a license is allowed to do."""
