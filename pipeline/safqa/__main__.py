"""``python -m safqa``."""

from .cli import main

main()
