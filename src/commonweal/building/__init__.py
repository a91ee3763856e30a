"""From supply and use tables to an economy that can be planned."""
