"""Published input–output tables in, one reader a layout."""
