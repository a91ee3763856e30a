"""A first-order method for problems of any form and size: products with the matrix and nothing else."""
