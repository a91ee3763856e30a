"""From an economy to a labelled sparse program: one file for each family of rows."""
