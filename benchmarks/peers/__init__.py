"""Other solvers, each behind the same seam: a problem in, levels and prices out, as they gave them."""
