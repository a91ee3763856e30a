"""Classifications of products, industries, purposes and countries, and the maps between them."""
