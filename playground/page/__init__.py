"""The chat page, and what the server does for it alone."""
