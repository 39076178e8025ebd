"""Countries as news names them: adjectives of nationality, and names and cities that are places."""

from __future__ import annotations

from ..normalise import fold
from ..rulebook.source import RuleModel, RulePath, read_tsv


class NationRow(RuleModel):
    """A country: its adjectives (masculine, indefinite), its names and cities, each parted by ``|``."""

    country: str
    adjective: str
    names: str = ""
    cities: str = ""


class Nations:
    """Nationality adjectives and places, looked up by their folded forms."""

    def __init__(self, rows: list[NationRow]) -> None:
        self.places: dict[str, str] = {}
        self.countries: set[str] = set()
        self._adjectives: dict[str, str] = {}
        for row in rows:
            self.countries.update(fold(name) for name in row.names.split("|") if name)
            for name in filter(None, f"{row.names}|{row.cities}".split("|")):
                self.places.setdefault(fold(name), row.country)
            for adjective in row.adjective.split("|"):
                base = fold(adjective)
                if " " in base:
                    continue
                # Folding writes the feminine ending with ه; the plural and the dual keep the ي.
                for form in (base, base + "ه", base + "ين", base + "تين", base + "ان", base + "تان", base + "ات"):
                    self._adjectives.setdefault(form, row.country)

    @classmethod
    def load(cls, path: RulePath) -> Nations:
        """Reads the table of nationalities. Raises ``RuleError``."""
        return cls([row for _, row in read_tsv(path, NationRow)])

    def adjective(self, word: str, definite: bool | None = None) -> str | None:
        """The country of a folded adjective of nationality, with or without the article (``definite`` asks for one)."""
        has_article = word.startswith("ال") and word[2:] in self._adjectives
        if definite is not None and definite != has_article:
            return None
        return self._adjectives.get(word[2:] if has_article else word)

    def country(self, name: str) -> bool:
        """Whether a folded name is a country or a region, no city."""
        return name in self.countries

    def place(self, name: str) -> bool:
        """Whether a folded name is a country, a region or a city."""
        return name in self.places
