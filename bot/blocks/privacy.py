"""A person's choice about being named."""

from collections.abc import Sequence

from bot.blocks.kit import Block, actions, button, context, section

HIDE = "hide_me"
SHOW = "show_me"
TEXT = "Your privacy in Kith"


def blocks(hidden: bool) -> Sequence[Block]:
    """The choice as it stands, and the other one."""
    if hidden:
        state = "*You are hidden.* I neither name you nor count the help you gave or received."
        other = button("Let me be found again", SHOW)
    else:
        state = "*You can be found.* I may name you to people who look for the kind of help that you gave."
        other = button("Hide me", HIDE)
    return (
        section(state),
        actions(other),
        context(
            "I keep who helped whom, when, where and about which topic, and no text of what is said in channels. "
            "To have everything about you erased, ask whoever runs Kith here: it is one command."
        ),
    )
