"""How Slack writes people, conversations, messages, files, views and teams as JSON."""
