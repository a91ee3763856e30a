"""Plans beside each other: who gains, who loses, what changes; and the price of a rule."""
