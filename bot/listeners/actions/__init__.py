"""One file per thing shown that has buttons."""
