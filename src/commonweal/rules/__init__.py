"""Rules of sharing: which aims, in which order."""
