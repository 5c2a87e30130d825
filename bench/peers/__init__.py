"""Other ways to walk a network, each at its best: what Kith is measured against."""
