"""Plans side by side: who gains, who loses, what is done instead, and what a rule of sharing costs."""
