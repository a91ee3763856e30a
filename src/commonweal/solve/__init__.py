"""Programs in, solutions out; knows no goods or places, only arrays."""
