"""Files in, economies out, and back."""

from commonweal.data.reading import examine, read
from commonweal.data.template import write_template
from commonweal.data.writing import write

__all__ = ["examine", "read", "write", "write_template"]
