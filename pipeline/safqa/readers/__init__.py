"""Reading dumps of articles: files, folders, globs and standard input, each row an article or a reject."""

from .fields import Fields
from .read import InputError, Read, Rejected, expand, read_file

__all__ = ["Fields", "InputError", "Read", "Rejected", "expand", "read_file"]
