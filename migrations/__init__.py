"""The schema's history. Each migration stands alone: it imports nothing of ours and goes down as well as up."""
