"""Jobs: a queue in the store, and child processes that do the work within limits."""
