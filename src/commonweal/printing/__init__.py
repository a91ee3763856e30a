"""Plans on paper: briefings and reports as pages, PDF and documents to edit, told from the same facts."""
