"""Companies: names of the lexicon, and names that the article itself shows to be companies.

Every place that may name a company is a *candidate* (``candidates``). What stands around it gives it *cues*
(``evidence``): a head noun, an officer, shares, a deal verb, an apposition speak for it; quoted speech, a product's
head, a place against it. The cues of all places of one name are weighed together, for a word has one sense an article
(Gale, Church and Yarowsky 1992); a name in the company of sure ones (coordination) gains, and what is settled is then
found wherever it stands.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..document import Mention
from ..normalise import fold
from ..rulebook.source import RulePath, read_tsv, rule_files
from ..words import Word, WordClasses, WordRow, readings
from .candidates import collect
from .clauses import weigh_clauses
from .cues import Cues
from .evidence import look_around
from .identity import GLOSS, name_alike
from .lexicon import Company, CompanyRow, Entry, Lexicon, sounds
from .page import BREAK, COMMA, Candidate, Page
from .references import ReferenceRules

__all__ = ["Company", "CompanyRow", "CompanyRules", "Cues", "Entry", "find_companies", "sounds"]

_ENOUGH = 2.5
_NEAR = 22  # characters between two names that are coordinated
_ROUNDS = 3
_LIST = 3  # items that make a list
_COMPANY_LIKE = frozenset(("legal", "end", "trade.end", "purpose", "listed.inside", "ticker", "asset"))
_LONGEST_AGAIN = 5
_SHORTEST_AGAIN = 5  # letters of a name that is said again without its trade
_REMEMBERED = 200_000
# Cues of a name that a clause needs: as its subject, or behind a preposition that parties stand behind.
_IN_CLAUSE = frozenset(("preposition", "verb.before", "verb.after", "verb.deal", "deal.genitive", "deal.argument"))
# Cues that count no more where a stronger one is there.
_DOUBTS = ("article", "common", "copula", "speech")
_STRONGER = (
    *itertools.product(("listed.guarded", "listed.variant"), ("listed",)),
    *itertools.product(("bare.firm", *_DOUBTS), ("head.firm",)),
    *itertools.product(("bare.bank", *_DOUBTS), ("head.bank",)),
    *itertools.product(("common.thing",), ("head.firm", "deal.pair", "deal.paid")),
    *itertools.product((*_DOUBTS, "nation"), ("told",)),
    *itertools.product(_DOUBTS, ("head.media", "apposition", "legal", "nationality")),
)


@dataclass
class CompanyRules:
    """The lexicon, the cues around names, the words that are no names, and those that refer to companies."""

    lexicon: Lexicon
    cues: Cues
    not_names: dict[str, str]
    grammar: WordClasses
    references: ReferenceRules
    roles: dict[str, str] = field(default_factory=dict)  # what each word met so far may begin

    @classmethod
    def load(cls, folder: RulePath, grammar: WordClasses, extra: Iterable[RulePath] = ()) -> CompanyRules:
        """Reads every list of ``companies/`` and the user's own. Raises ``RuleError``."""
        lists = rule_files(folder / "companies", "*.tsv")
        barred = [path for path in lists if path.stem == "not_names"]
        not_names = {fold(row.word).casefold(): row.kind for path in barred for _, row in read_tsv(path, WordRow)}
        own = [row for path in lists if path not in barred for _, row in read_tsv(path, CompanyRow)]
        lexicon = Lexicon(itertools.chain(own, (row for path in extra for _, row in read_tsv(path, CompanyRow))))
        cues = Cues(folder)
        cues.learn(_foreign_words(own, cues), grammar.all_words())
        references = ReferenceRules.load(folder, lexicon.countries(), cues, grammar)
        return cls(lexicon, cues, not_names, grammar, references)


def _foreign_words(rows: list[CompanyRow], cues: Cues) -> set[str]:
    """The words of the names of companies that are from no Arab country, in Arabic letters and folded."""
    forms = (form for row in rows if row.country and not cues.exact(row.country, "home") for form in row.forms())
    return {word for word in fold("\n".join(forms)).split() if not cues.forms.definite(word) and len(word) > 2}


def find_companies(text: str, words: list[Word], rules: CompanyRules) -> list[Mention]:
    """The companies named in a normalised text, in order, without overlaps. ``Mention.reason`` lists the cues."""
    if not words:
        return []
    if len(rules.roles) > _REMEMBERED:
        rules.roles.clear()
    page = Page(text, words, rules.lexicon, rules.cues, rules.not_names, rules.grammar, rules.roles)
    candidates = collect(page)
    look_around(page, candidates)
    weigh_clauses(page, candidates)
    accepted = weigh(page, candidates)
    taken = [candidate for candidate in candidates if candidate.key in accepted and not candidate.barred]
    taken += _again(page, taken)
    taken.sort(key=lambda candidate: candidate.first)
    found = [_mention(page, candidate) for candidate in taken]
    name_alike(text, found, rules.cues)
    return found


def weigh(page: Page, candidates: list[Candidate]) -> set[str]:
    """The keys of the names that are companies: the sum of a name's cues over the article is enough, with what it
    gains by the article's habit of quoting companies, by repetition and by coordination with a sure name.
    """
    groups: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        groups[candidate.key].append(candidate)
    accepted = _decide(page, groups)
    quoted = [
        key
        for key, group in groups.items()
        if any(c.quoted for c in group) and not any(c.cues & {"saying", "long", "hashtag"} for c in group)
    ]
    sure = sum(key in accepted for key in quoted)
    if sure >= 2 and 3 * sure >= len(quoted):
        for key in quoted:
            groups[key][0].cues.add("habit")
            if (
                sure >= 3
                and 3 * sure >= 2 * len(quoted)
                and any("guillemets" in c.cues and c.cues & _IN_CLAUSE for c in groups[key])
            ):
                groups[key][0].cues.add("custom")
    _items(page, groups, accepted)
    _shortened(page, groups, accepted)
    for group in groups.values():
        if len(group) > 2:
            group[0].cues.add("repeated")
    accepted = _decide(page, groups)
    for _ in range(_ROUNDS):
        _coordinate(page, candidates, accepted)
        more = _decide(page, groups)
        if more == accepted:
            break
        accepted = more
    return accepted


def _items(page: Page, groups: dict[str, list[Candidate]], accepted: set[str]) -> None:
    """Names that open the items of a list (• «X»: …) gain by those of them that are sure."""
    opening = {key: group for key, group in groups.items() if any("item" in c.cues for c in group)}
    sure = sum(key in accepted for key in opening)
    likely = len(opening) >= _LIST and any(c.cues & _COMPANY_LIKE for group in opening.values() for c in group)
    for group in opening.values():
        if len(opening) > 1 and (sure or likely):
            group[0].cues.add("items")


def _shortened(page: Page, groups: dict[str, list[Candidate]], accepted: set[str]) -> None:
    """«الصقر» is شركة الصقر للتأمين, named in full elsewhere."""
    names = {page.name(candidate) for key in accepted for candidate in groups[key]}
    begun = {name.rpartition(" ")[0] for name in names} | {" ".join(name.split()[:1]) for name in names if " " in name}
    for key, group in groups.items():
        if key not in accepted and any(c.quoted and page.name(c) in begun for c in group):
            group[0].cues.add("short")


def _decide(page: Page, groups: dict[str, list[Candidate]]) -> set[str]:
    weights, accepted = page.cues.weights, set()
    for key, group in groups.items():
        cues = set().union(*(candidate.cues for candidate in group))
        cues -= {weak for weak, strong in _STRONGER if strong in cues}
        if sum(weights.get(cue, 0.0) for cue in cues) >= _ENOUGH:
            accepted.add(key)
    return accepted


def _coordinate(page: Page, candidates: list[Candidate], accepted: set[str]) -> None:
    """A name joined by و or a comma to one that is accepted gains by it."""
    for left, right in itertools.pairwise(candidates):
        if (left.key in accepted) == (right.key in accepted):
            continue
        if left.key in accepted and right.way in ("quoted", "latin") and _glossed(page, left, right):
            right.cues.add("gloss")
        if left.media or right.media:
            continue
        weak = right if left.key in accepted else left
        if weak.way in ("quoted", "latin", "listed", "head", "bank", "national", "bare") and _joined(page, left, right):
            weak.cues.add("list")
            if weak is right and "head.firm" in left.cues and page.within(left.first - 1, 1, "several"):
                weak.cues.add("head.firm")  # شركات «X» و«Y»


def _glossed(page: Page, left: Candidate, right: Candidate) -> bool:
    """Whether a name stands in brackets right after another: شركة المرابحة المرنة ("مرنة")."""
    gap = page.text[page.words[left.last].end : page.words[right.first].start]
    return GLOSS.fullmatch(gap) is not None and "(" in gap


def _joined(page: Page, left: Candidate, right: Candidate) -> bool:
    gap = page.text[page.words[left.last].end : page.span(right)[0]]
    bracketed = page.quotes.get(right.first, (-1, ""))[1] == "("
    if len(gap) > _NEAR or BREAK.search(gap) or ("(" in gap and not bracketed):
        return False
    between = [word.text for word in page.words[left.last + 1 : right.first]]
    clitic = page.word(right.first)[: right.offset]
    joined = "و" in clitic or bool(COMMA.search(gap)) or bool(between and between[0].startswith("و"))
    return joined and all(
        word == "و"
        or page.cues.first_of(word, ("firm", "bank", "fund", "platform"))
        or page.cues.nations.adjective(word)
        for word in between
    )


def _again(page: Page, taken: list[Candidate]) -> list[Candidate]:
    """Further places of the names that were discovered, unquoted and without a head."""
    covered = {index for candidate in taken for index in range(candidate.first, candidate.last + 1)}
    learnt = {c.key[1:]: c for c in taken if c.entry is None and len(c.key) > 4}
    learnt |= {sounds(page.name(c)): c for c in taken if "listed.nation" in c.cues and len(page.name(c)) > 3}
    learnt |= {key: c for c in taken if (key := _without_purpose(page, c)) is not None and key not in learnt}
    starts = {key[:3] for key in learnt}
    begin = {word for word in page.counts if learnt and any(sounds(r.stem)[:3] in starts for r in readings(word))}
    out: list[Candidate] = []
    for index in [index for index, word in enumerate(page.words) if word.text in begin]:
        known = None if index in covered else _said_again(page, index, learnt, starts)
        if known is None or any(place in covered for place in range(known.first, known.last + 1)):
            continue
        covered.update(range(known.first, known.last + 1))
        out.append(known)
    return out


def _without_purpose(page: Page, taken: Candidate) -> str | None:
    """The sounds of an unlisted name without the trade that it tells: X of شركة X لخدمات الهاتف."""
    first = page.word(taken.first)
    if taken.entry is not None or taken.quoted or taken.way not in ("national", "head") or first.startswith("ال"):
        return None
    place = page.cues.nations.place(first) or page.cues.first_of(first, ("trade", "firm", "product", "asset", "body"))
    purpose = next((at for at in range(taken.first + 1, taken.last) if page.word(at).startswith("ل")), None)
    if purpose is None or place or len(first) < _SHORTEST_AGAIN:
        return None
    return sounds("".join(word.text for word in page.words[taken.first : purpose])[taken.offset :])


def _said_again(page: Page, index: int, learnt: dict[str, Candidate], starts: set[str]) -> Candidate | None:
    for reading in readings(page.word(index)):
        if reading.article or sounds(reading.stem)[:3] not in starts:
            continue
        bare = reading.stem
        for last in range(index, min(index + _LONGEST_AGAIN, len(page.words))):
            if last > index:
                if page.gap(last - 1, last) not in (" ", "_", "-", " & "):
                    break
                bare += page.word(last)
            known = learnt.get(sounds(bare))
            if known is not None and (last > index or _same_word(page, bare, known, reading.offset)):
                return Candidate(index, last, reading.offset, "again", known.key, known.entry, media=known.media)
    return None


def _same_word(page: Page, bare: str, known: Candidate, offset: int) -> bool:
    """Whether a single word is the name said again, and not a common word that is written like it: it is spelled
    alike, looks foreign or is no word of the news' stock, and loses no clitic if it is short.
    """
    name = "".join(word.text for word in page.words[known.first : known.last + 1])[known.offset :]
    name = bare if name.startswith(bare) and known.way in ("national", "head") else name
    return bare == name and (not offset or len(name) > 4)


def _mention(page: Page, candidate: Candidate) -> Mention:
    start, end = page.span(candidate)
    cues = sorted(candidate.cues, key=lambda cue: (-page.cues.weights.get(cue, 0.0), cue))
    if candidate.entry is None:
        mention = Mention("company", start, end, f"company.{candidate.way}", how="discovered")
        mention.company_kind = "media" if candidate.media else None
    else:
        row = candidate.entry.row
        mention = Mention("company", start, end, f"company.listed.{row.id}", how="listed")
        mention.canonical, mention.company_id, mention.company_kind = row.canonical, row.id, row.kind
    mention.reason = ", ".join(cues)
    return mention
