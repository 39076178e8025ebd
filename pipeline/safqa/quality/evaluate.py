"""Precision, recall and F1 against gold, with confidence intervals.

Found and gold deals of an article are paired one to one so that the number of slots in common is the greatest. A pair
has a party or the amount in common, and half a point more where the type is the same. Figures are micro averages over
the articles of the gold: an article that the run lacks counts as read and empty.

Intervals are bootstrapped over articles (Efron & Tibshirani 1993, ch. 13: percentiles): the deals of an article stand
or fall together, so articles, not deals, are what is drawn. The draw is seeded: the same input gives the same bytes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from .assignment import best_pairs, greedy_pairs
from .gold import Found, Item, Slot, ToldDeal
from .keys import neutral_media, same_money, same_target

NAMES = ("deals.detect", "deals.slots", "deals.exact", "deals.type", "deals.status", "deals.party", "deals.amount",
         "deals.stake", "deals.valuation", "deals.round", "money", "companies")  # fmt: skip
LENGTHS = ((1_000, "to 1,000"), (3_000, "to 3,000"), (None, "over 3,000"))  # characters of an article
UNKNOWN = "unknown length"
SAMPLES, SEED, LEVEL = 1_000, 20_231, 0.95

Pairing = Literal["best", "greedy"]
Key = tuple[str, str, str]  # section (all, type, status, length), group in it, name of the score
_DECISIVE = ("party", "amount", "status")  # with the type: what an exact deal has right


@dataclass(frozen=True)
class Pair:
    """A gold deal and a found one, by their places, and the places of the slots that they have in common."""

    gold: int
    found: int
    hits: tuple[tuple[int, int], ...]
    detected: bool
    exact: bool


@dataclass(frozen=True)
class Comparison:
    """An article's gold and what was found in it, matched. Amounts and companies are by place; ``companies_spurious``
    leaves out the further names of a company that was found already, ``companies_neutral`` are found news media.
    """

    article: str
    gold: Item
    found: Item
    pairs: tuple[Pair, ...]
    money: tuple[tuple[int, int], ...]
    companies_right: tuple[int, ...]
    companies_missed: tuple[int, ...]
    companies_spurious: tuple[int, ...]
    companies_neutral: tuple[int, ...]


@dataclass(frozen=True)
class Score:
    """Precision, recall and F1, not rounded, and what they were counted from: ``right`` of ``predicted`` and ``found``
    of ``gold`` (``right`` and ``found`` are one number, save by type and status, where the two sides of a pair may
    belong to different groups). ``intervals`` are (low, high) of p, r, f1.
    """

    right: int
    predicted: int
    found: int
    gold: int
    intervals: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    @property
    def p(self) -> float:
        """The share of what was found that is right."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def r(self) -> float:
        """The share of the gold that was found."""
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        p, r = self.p, self.r
        return 2 * p * r / (p + r) if p + r else 0.0

    def value(self, name: str) -> float:
        """``p``, ``r`` or ``f1`` to four digits, as printed and as floors are held against."""
        return round({"p": self.p, "r": self.r, "f1": self.f1}[name], 4)


@dataclass(frozen=True)
class Difference:
    """Something that gold and run don't share: what, and both sides in words (empty for none)."""

    article: str
    what: str
    gold: str
    found: str
    sentence: str = ""
    rules: tuple[str, ...] = ()


@dataclass(frozen=True)
class Evaluation:
    """The scores by section, group and name; the comparisons they came from; the gold's articles that the run lacks."""

    articles: int
    missing: tuple[str, ...]
    scores: dict[Key, Score]
    comparisons: tuple[Comparison, ...]
    samples: int = SAMPLES
    seed: int = SEED

    def score(self, name: str, section: str = "all", group: str = "") -> Score:
        """One score; nothing found and nothing in gold where the group does not occur."""
        return self.scores.get((section, group, name), Score(0, 0, 0, 0))

    def groups(self, section: str) -> list[str]:
        """The groups of a section, lengths in their order and others by name."""
        found = {key[1] for key in self.scores if key[0] == section}
        order = [name for _, name in LENGTHS]
        return sorted(found, key=lambda name: (order.index(name) if name in order else len(order), name))


def evaluate(
    gold: Mapping[str, Item], found: Found, samples: int = SAMPLES, seed: int = SEED, pairing: Pairing = "best"
) -> Evaluation:
    """Holds a run against gold. ``samples=0`` leaves the intervals out. ``pairing="greedy"`` pairs deals as simpler
    scorers do, heaviest pair first; figures differ from the exact ones only in articles of several similar deals.
    """
    comparisons = tuple(compare(name, item, found.items.get(name, Item()), pairing) for name, item in gold.items())
    counted = [count(one, _length(found.characters.get(one.article))) for one in comparisons]
    missing = tuple(name for name in gold if name not in found.items)
    return Evaluation(len(gold), missing, _scores(counted, samples, seed), comparisons, samples, seed)


def compare(article: str, gold: Item, found: Item, pairing: Pairing = "best") -> Comparison:
    """Matches what was found in an article with its gold."""
    neutral = tuple(i for i, keys in enumerate(found.companies) if keys & neutral_media())
    companies = [i for i in range(len(found.companies)) if i not in neutral]
    right: list[int] = []
    missed: list[int] = []
    for index, keys in enumerate(gold.companies):
        if keys & neutral_media():
            continue
        hit = [i for i in companies if found.companies[i] & keys]
        (right if hit else missed).append(index)
        companies = [i for i in companies if i not in hit]
    pairs = _pairs(gold.deals, found.deals, pairing)
    money = _money(gold, found)
    return Comparison(article, gold, found, pairs, money, tuple(right), tuple(missed), tuple(companies), neutral)


def _money(gold: Item, found: Item) -> tuple[tuple[int, int], ...]:
    """Amounts as a multiset: each gold amount takes the first found one that is the same and not taken yet."""
    left = list(range(len(found.money)))
    out = []
    for index, amount in enumerate(gold.money):
        hit = next((i for i in left if same_money(amount.key, found.money[i].key)), None)
        if hit is not None:
            left.remove(hit)
            out.append((index, hit))
    return tuple(out)


def _pairs(gold: tuple[ToldDeal, ...], found: tuple[ToldDeal, ...], pairing: Pairing) -> tuple[Pair, ...]:
    if not gold or not found:
        return ()
    hits = [[shared_slots(left, right) for right in found] for left in gold]
    weights = [[_weight(left, hits[i][j]) for j in range(len(found))] for i, left in enumerate(gold)]
    choose = best_pairs if pairing == "best" else greedy_pairs
    return tuple(_pair(i, j, gold[i], found[j], hits[i][j]) for i, j in choose(weights) if weights[i][j])


def _weight(gold: ToldDeal, hits: tuple[tuple[int, int], ...]) -> float:
    kinds = {gold.slots[i].kind for i, _ in hits}
    return len(hits) + 0.5 * ("type" in kinds) if kinds & {"party", "amount"} else 0.0


def _pair(i: int, j: int, gold: ToldDeal, found: ToldDeal, hits: tuple[tuple[int, int], ...]) -> Pair:
    kinds = Counter(gold.slots[g].kind for g, _ in hits)
    wanted, given = _kinds(gold), _kinds(found)
    detected = bool(kinds["type"] and kinds["party"])
    exact = detected and all(kinds[kind] == wanted[kind] == given[kind] for kind in _DECISIVE)
    return Pair(i, j, hits, detected, exact)


def _kinds(deal: ToldDeal) -> Counter[str]:
    return Counter(slot.kind for slot in deal.slots)


def shared_slots(gold: ToldDeal, found: ToldDeal) -> tuple[tuple[int, int], ...]:
    """The slots that two deals share, one to one: each gold slot takes the first found one that is the same."""
    left = list(range(len(found.slots)))
    out = []
    for index, slot in enumerate(gold.slots):
        hit = next((i for i in left if same_slot(slot, found.slots[i])), None)
        if hit is not None:
            left.remove(hit)
            out.append((index, hit))
    return tuple(out)


def same_slot(gold: Slot, found: Slot) -> bool:
    """Whether a found slot is what gold has: names by a key in common, amounts within the tolerance, else equal."""
    if gold.kind != found.kind or gold.role != found.role:
        return False
    left, right = gold.value, found.value
    if isinstance(left, frozenset) and isinstance(right, frozenset):
        return bool(left & right) or (gold.role == "target" and same_target(left, right))
    if gold.kind in ("amount", "valuation"):
        return same_money(left, right)  # type: ignore[arg-type]
    return left == right


def count(compared: Comparison, length: str) -> Counter[tuple[Key, int]]:
    """What an article adds to each score: (key, which of right, predicted, found and gold) → how many."""
    out: Counter[tuple[Key, int]] = Counter()
    pair_of_gold = {pair.gold: pair for pair in compared.pairs}
    pair_of_found = {pair.found: pair for pair in compared.pairs}
    for index, deal in enumerate(compared.gold.deals):
        _count_deal(out, deal, pair_of_gold.get(index), 0, length)
    for index, deal in enumerate(compared.found.deals):
        _count_deal(out, deal, pair_of_found.get(index), 1, length)
    right = len(compared.companies_right)
    sizes = {
        "money": (len(compared.money), len(compared.found.money), len(compared.gold.money)),
        "companies": (right, right + len(compared.companies_spurious), right + len(compared.companies_missed)),
    }
    for section, group in (("all", ""), ("length", length)):
        for name, (both, predicted, gold) in sizes.items():
            for place, value in enumerate((both, predicted, both, gold)):
                out[(section, group, name), place] += value
    return out


def _count_deal(out: Counter[tuple[Key, int]], deal: ToldDeal, pair: Pair | None, side: int, length: str) -> None:
    """Adds a deal of the gold (``side`` 0) or of the run (1)."""
    hit = Counter(deal.slots[places[side]].kind for places in pair.hits) if pair else Counter[str]()
    ways = _kinds(deal)
    figures = {f"deals.{kind}": (hit[kind], number) for kind, number in ways.items()}
    figures["deals.slots"] = (hit.total(), ways.total())
    figures["deals.detect"] = (int(pair is not None and pair.detected), 1)
    figures["deals.exact"] = (int(pair is not None and pair.exact), 1)
    right, whole = (0, 1) if side else (2, 3)
    for section, group in (("all", ""), ("type", deal.type), ("status", deal.status or "none"), ("length", length)):
        for name, (good, number) in figures.items():
            out[(section, group, name), right] += good
            out[(section, group, name), whole] += number


def _length(characters: int | None) -> str:
    if characters is None:
        return UNKNOWN
    return next(name for limit, name in LENGTHS if limit is None or characters <= limit)


def _scores(counted: list[Counter[tuple[Key, int]]], samples: int, seed: int) -> dict[Key, Score]:
    keys = sorted({key for one in counted for key, _ in one} | {("all", "", name) for name in NAMES})
    place = {key: index for index, key in enumerate(keys)}
    table = np.zeros((len(counted), len(keys), 4), dtype=np.int64)
    for row, one in enumerate(counted):
        for (key, column), value in one.items():
            table[row, place[key], column] = value
    totals = table.sum(axis=0)
    intervals = _intervals(table, samples, seed) if samples and counted else [{} for _ in keys]
    out = {}
    for index, key in enumerate(keys):
        right, predicted, found, gold = (int(value) for value in totals[index])
        out[key] = Score(right, predicted, found, gold, intervals[index])
    return out


def _intervals(
    table: np.ndarray[tuple[int, int, int], np.dtype[np.int64]], samples: int, seed: int
) -> list[dict[str, tuple[float, float]]]:
    """The bootstrap intervals of every score. ``RandomState`` is frozen: any numpy draws the same (NEP 19)."""
    draw = np.random.RandomState(seed)
    articles, names, _ = table.shape
    flat = table.reshape(articles, -1)
    sums = np.empty((samples, names, 4))
    for sample in range(samples):
        weights = np.bincount(draw.randint(0, articles, articles), minlength=articles)
        sums[sample] = (weights @ flat).reshape(names, 4)
    p = _ratio(sums[..., 0], sums[..., 1])
    r = _ratio(sums[..., 2], sums[..., 3])
    f1 = _ratio(2 * p * r, p + r)
    tail = 100 * (1 - LEVEL) / 2
    bounds = {n: np.percentile(v, [tail, 100 - tail], axis=0).round(4) for n, v in (("p", p), ("r", r), ("f1", f1))}
    return [{name: (float(b[0, i]), float(b[1, i])) for name, b in bounds.items()} for i in range(names)]


_Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


def _ratio(above: _Floats, below: _Floats) -> _Floats:
    return np.divide(above, below, out=np.zeros_like(above), where=below != 0)


def differences(comparisons: Iterable[Comparison]) -> list[Difference]:
    """Everything that gold and run don't share, article by article: deals, then amounts, then companies."""
    out: list[Difference] = []
    for one in comparisons:
        out += _deal_differences(one)
        gold_hit, found_hit = {i for i, _ in one.money}, {j for _, j in one.money}
        for i, amount in enumerate(one.gold.money):
            if i not in gold_hit:
                out.append(Difference(one.article, "amount missed", amount.text, ""))
        for i, amount in enumerate(one.found.money):
            if i not in found_hit:
                out.append(Difference(one.article, "amount spurious", "", amount.text, rules=(amount.rule,)))
        for i in one.companies_missed:
            out.append(Difference(one.article, "company missed", _names(one.gold.companies[i]), ""))
        for i in one.companies_spurious:
            out.append(Difference(one.article, "company spurious", "", _names(one.found.companies[i])))
    return out


def _names(keys: frozenset[str]) -> str:
    return " / ".join(sorted(keys))


def _deal_differences(one: Comparison) -> list[Difference]:
    out = []
    for pair in one.pairs:
        if pair.exact:
            continue
        gold, found = one.gold.deals[pair.gold], one.found.deals[pair.found]
        left, right = {i for i, _ in pair.hits}, {j for _, j in pair.hits}
        out.append(Difference(
            one.article, "deal differs", describe(s for i, s in enumerate(gold.slots) if i not in left),
            describe(s for j, s in enumerate(found.slots) if j not in right), found.sentence, found.rules,
        ))  # fmt: skip
    for i in sorted(set(range(len(one.gold.deals))) - {pair.gold for pair in one.pairs}):
        deal = one.gold.deals[i]
        out.append(Difference(one.article, "deal missed", describe(deal.slots), "", deal.sentence))
    for j in sorted(set(range(len(one.found.deals))) - {pair.found for pair in one.pairs}):
        deal = one.found.deals[j]
        out.append(Difference(one.article, "deal spurious", "", describe(deal.slots), deal.sentence, deal.rules))
    return out


def describe(slots: Iterable[Slot]) -> str:
    """Slots in words: "type acquisition · acquirer أرامكو"."""
    return " · ".join(f"{slot.role or slot.kind} {slot.shown}" for slot in slots)
