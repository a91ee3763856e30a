"""Families of random, seeded problems of any size, on which solvers are measured."""
