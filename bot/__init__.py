"""Kith: a Slack bot that knows who helps whom, and through whom you can reach the person you need."""
