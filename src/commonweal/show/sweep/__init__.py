"""Sweeps shown: in a terminal, and as one page with pictures."""
