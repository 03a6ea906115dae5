"""The desk in a browser on this machine: the extra `web`."""
