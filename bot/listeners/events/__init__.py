"""One file per event, or per family of events that mean the same, under Slack's own names."""
