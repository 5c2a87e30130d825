"""What changes a workspace, whoever asks for it: each change keeps the state and publishes Slack's events."""
