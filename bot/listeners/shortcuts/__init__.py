"""One file per shortcut."""
