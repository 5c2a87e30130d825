"""A believable company's Slack export, written from a seed: the workspace of the demo and of the tests."""
