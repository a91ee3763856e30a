"""The typed Python client: the whole surface of the API, answered in our own types and errors."""
