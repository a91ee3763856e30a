"""What a method says when a problem isn't of its kind."""

__all__ = ["Unsuited"]


class Unsuited(Exception):
    """A method can't solve a problem; the message says why.

    It never leaves ``solve/``: another method is tried then.
    """
