"""Files on this machine: the store, the journal, their places."""
