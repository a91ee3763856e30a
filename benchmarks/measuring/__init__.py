"""What measures solvers: one process a solve, rows of figures, tables and growth."""
