"""Why something is short, what would help, and what serves whom."""
