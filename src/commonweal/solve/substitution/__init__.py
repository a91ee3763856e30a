"""Methods for economies in which every activity has one output (Leontief substitution systems)."""
