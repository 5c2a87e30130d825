"""One file per modal that people submit."""
