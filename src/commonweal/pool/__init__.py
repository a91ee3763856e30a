"""Regions planned alone and together."""
