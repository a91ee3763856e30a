"""Applies changes to an economy, and takes them back."""
