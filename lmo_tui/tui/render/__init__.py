"""What every screen says of a license, as lines of spans: pure, so that it is tested without a terminal."""
