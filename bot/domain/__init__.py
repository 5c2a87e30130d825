"""The core: values and algorithms. Knows nothing of Slack, SQL or the clock."""
