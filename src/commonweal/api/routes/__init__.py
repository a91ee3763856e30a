"""Routes of the API, one file a subject; each file has a ``router`` with paths below ``/api/v1``."""
