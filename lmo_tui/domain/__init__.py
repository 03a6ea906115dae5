"""What things are and what may be done to them: no I/O, no async, no Textual, no clock of its own."""
