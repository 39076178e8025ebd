"""Safqa reads Arabic news and gives back what was agreed: typed deal records, tied to the text that states them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Article", "Extraction", "Rates", "extract", "load_rules", "read_deals"]

if TYPE_CHECKING:
    from .api import Extraction, extract, read_deals
    from .document import Article
    from .pipeline import load_rules
    from .rates import Rates

_HOMES = {
    "Article": "document",
    "Extraction": "api",
    "Rates": "rates",
    "extract": "api",
    "load_rules": "pipeline",
    "read_deals": "api",
}


def __getattr__(name: str) -> Any:
    """Imports a public name at first use, so that importing the package costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module 'safqa' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f".{_HOMES[name]}", __name__), name)
