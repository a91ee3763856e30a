"""What breaks first: one thing after another taken away, and planned again."""
