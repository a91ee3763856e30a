"""The inverse question: what it would take to cover needs to a stated share."""
