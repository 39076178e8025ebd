"""Safqa reads Arabic news articles and writes deal records."""

__version__ = "0.1.0"
