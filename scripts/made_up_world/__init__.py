"""What the example ``world`` is made of: see ``scripts/make_world.py``."""
