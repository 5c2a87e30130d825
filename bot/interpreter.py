"""The interpreter in which Kith runs: on how many threads it reckons, and how seldom it looks for garbage."""

import gc
import os

SELDOM = (5_000, 10, 10)
"""So seldom is looked for garbage: an answer makes thousands of values, none of which is any before it is given."""


def reckon_on_one_thread() -> None:
    """See to it that OpenBLAS, which numpy multiplies matrices with, starts no threads; before numpy is loaded.

    What Kith multiplies is small: more threads make no answer sooner, and while they wait for work they keep the
    processors busy that others need. What the environment says of it holds.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def keep_what_is_loaded() -> None:
    """Look for garbage in what came later, and seldom: what is loaded stays, to look through it finds none."""
    gc.freeze()
    gc.set_threshold(*SELDOM)
