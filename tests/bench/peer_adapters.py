"""One peer in its own environment: reads texts as JSON lines, writes what it found and how long that took.

Run by ``peers.py`` with the peer's own Python; imports nothing but the standard library and the peer. What a peer
finds is told as numbers, each with the currency it names (an ISO code, a sign or a word), where it names one.
"""

from __future__ import annotations

import json
import sys
import time
import warnings
from collections.abc import Callable
from importlib.metadata import version

Found = list[tuple[str, str]]  # value as a decimal number, currency or nothing


def mahad() -> Callable[[str], Found]:
    """Numerals; its dimension of money is declared and not implemented."""
    from maha.parsers.functions import parse_dimension

    return lambda text: [(str(hit.value), "") for hit in parse_dimension(text, numeral=True)]


def price_parser() -> Callable[[str], Found]:
    """One price a text."""
    from price_parser import Price

    def read(text: str) -> Found:
        price = Price.fromstring(text)
        return [] if price.amount is None else [(str(price.amount), price.currency or "")]

    return read


def quantulum3() -> Callable[[str], Found]:
    """Quantities; a currency where the unit is one."""
    from quantulum3 import parser

    def read(text: str) -> Found:
        return [(str(hit.value), getattr(hit.unit, "currency_code", None) or "") for hit in parser.parse(text)]

    return read


def arabic_itn() -> Callable[[str], Found]:
    """Spans of money and numbers, each with what it would be replaced by."""
    from arabic_itn import normalize

    def read(text: str) -> Found:
        spans = [span["value"].split() for span in normalize(text)["spans"] if span["type"] in ("money", "number")]
        return [(value[0], value[1] if len(value) > 1 else "") for value in spans]

    return read


PEERS = {"mahad": mahad, "price-parser": price_parser, "quantulum3": quantulum3, "arabic-itn": arabic_itn}


def timed(read: Callable[[str], Found], articles: list[str], seconds: float) -> float:
    """Articles a second, over at least some seconds and one whole pass."""
    began, done = time.perf_counter(), 0
    while done == 0 or time.perf_counter() - began < seconds:
        for article in articles:
            try:
                read(article)
            except Exception:  # a peer's failure on one text is counted as nothing found
                continue
        done += len(articles)
    return done / (time.perf_counter() - began)


def main() -> None:
    """Reads ``{"texts": […], "articles": […]}`` and writes ``{"found": […], "rate": …, "version": …}``."""
    warnings.simplefilter("ignore")
    name = sys.argv[1]
    request = json.load(sys.stdin)
    read = PEERS[name]()
    found: list[Found] = []
    for text in request["texts"]:
        try:
            found.append(read(text))
        except Exception:  # as above
            found.append([])
    rate = timed(read, request["articles"], request["seconds"])
    json.dump({"found": found, "rate": rate, "version": version(name)}, sys.stdout)


if __name__ == "__main__":
    main()
