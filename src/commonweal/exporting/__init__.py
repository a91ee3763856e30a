"""Plans, economies and accounts for other programs: data frames, labelled arrays, data packages."""
