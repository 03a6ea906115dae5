"""Arguments in, exit codes out; the only place that wires adapters into services and the app."""
