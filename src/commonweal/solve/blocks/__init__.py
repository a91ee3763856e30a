"""Interior point with a factorisation of our own: dense blocks of rows that meet in place and time."""
