"""A Slack workspace on your own machine. Knows Slack's protocol and nothing of Kith."""
