"""Block Kit as strictly as Slack takes it (https://docs.slack.dev/reference/block-kit)."""

from playground.blockkit.accept import accept_blocks, accept_view

__all__ = ["accept_blocks", "accept_view"]
