"""Frames: ways to tell a deal that no single verb governs (صارت ملكا لـ, وضعت يدها على), as patterns of a linguist.

A pattern is a row of words with places for what takes part::

    {target} … (صار|صارت|بات|باتت) … (ملكا|مملوكة) ل{acquirer}

``{role}`` is a party (and those coordinated with it), ``{amount}`` money, ``{stake}`` a percentage; a letter before
the brace is a clitic preposition. ``…`` is up to six words, ``…3`` up to three. ``(a|b)`` are alternatives, ``?`` after
them makes them optional, ``<دفع يدفع|بيع>`` is every form of a verb or of a noun. Patterns are matched against a
sentence in which each phrase is one character, its generic head and quotes are gone and its clitics stand apart; words
match with or without و and ف before them. The idea of frames over typed spans is that of Odin (Valenzuela-Escárcega et
al. 2016).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import regex

from ..document import DealType, Status
from ..mentions.paradigms import Inflected, Verb, future_forms, noun_forms, past_forms, present_forms
from ..mentions.triggers import Form, Trigger, VerbRow, load_lists, with_lists
from ..normalise import fold
from ..rulebook.source import RuleError, RuleModel, RulePath, read_models, rule_files, validated
from ..scan import Scan
from .phrases import Phrase, Reading

_PARTY, _MONEY, _PERCENT = 0xE000, 0xE800, 0xEC00  # private-use characters: one a phrase, an amount, a percentage
_CLASSES = {"party": "\ue000-\ue7ff", "amount": "\ue800-\uebff", "stake": "\uec00-\uefff"}
_TOKEN = regex.compile(
    r"[وفبلك]?\{(?P<role>\w+)\}\??|…(?P<gap>\d*)|<(?P<verb>[^>]+)>|\((?P<any>[^)]+)\)(?P<maybe>\??)|[^\s(){}<>…]+"
)
_STOP = regex.compile(r"[؛:]|[،,]|[.!؟]$|[–—(]")
_TIMEOUT = 0.5  # seconds a pattern may take on one sentence


class FrameRow(RuleModel):
    """One frame (see the module). ``min`` to ``join`` and ``about`` are roles and ``needs`` pieces of words of which
    the sentence must hold one, as in the valency lexicon. An ``alone`` frame counts only in a sentence that no verb, no
    other noun and no other frame tells; of a ``whole`` one every word is its own, also in its gaps. ``unless`` are
    words (or ``@name``, a list of ``lists.tsv``) that must not stand between its first and its last.
    """

    id: str
    name: str
    status: Status
    pattern: str
    why: str
    form: Form = "past"
    false_positives: str = ""
    yields: str = ""
    needs: str = ""
    alone: str = ""
    unless: str = ""
    whole: str = ""
    subject: str = ""
    other: str = ""
    about: str = ""
    min: str = ""
    li: str = ""
    ila: str = ""
    maa: str = ""
    lead: str = ""
    join: str = ""


@dataclass(frozen=True)
class Frame:
    """A frame ready for use: its row as the engine knows rows, its pattern, words one of which a text must hold."""

    row: VerbRow
    form: Form
    source: str
    literals: frozenset[str]
    alone: bool = False
    whole: bool = False
    forms: Mapping[str, Form] = field(default_factory=dict)  # of its verbs: a match has the form of the verb found
    told: str = ""  # the pattern as its author wrote it
    asked: tuple[frozenset[str], ...] = ()  # of each of its words that must stand there, the alternatives

    @cached_property
    def pattern(self) -> regex.Pattern[str]:
        """The pattern, compiled when a text first holds one of the words: most texts hold none of most frames."""
        return regex.compile(self.source, regex.IGNORECASE)


@dataclass(frozen=True)
class Match:
    """A frame in a sentence: the words that told it, and what fills its places."""

    frame: Frame
    trigger: Trigger
    places: dict[str, list[int]]  # role -> indices of phrases, or of mentions for amount and stake
    words: frozenset[int]


class Frames(list[Frame]):
    """All frames, and one scan for the words of which each asks for one."""

    @cached_property
    def _asked(self) -> dict[str, list[int]]:
        asked: dict[str, list[int]] = {}
        for number, frame in enumerate(self):
            for literal in frame.literals:
                asked.setdefault(literal, []).append(number)
        return asked

    @cached_property
    def _scan(self) -> Scan:
        return Scan(self._asked)

    def wanted(self, text: str) -> list[Frame]:
        """The frames that a casefolded text holds a word of, in their order."""
        found = {literal for literal, _, _ in self._scan.hits(text)}
        if not found:
            return []
        literals = self._scan.literals
        return [self[number] for number in sorted({n for hit in found for n in self._asked[literals[hit]]})]


def load_frames(folder: RulePath) -> Frames:
    """The frames of ``<type>/frames.yaml`` of a folder. Raises ``RuleError``."""
    out = Frames()
    lists = load_lists(folder)
    for path in rule_files(folder, "*/frames.yaml"):
        for line, row in read_models(path, FrameRow):
            frame = compile_frame(path, line, row, path.parent.name)  # type: ignore[arg-type]
            out.append(replace(frame, row=with_lists(frame.row, lists, path, line)))
    return out


def compile_frame(path: RulePath, line: int, row: FrameRow, kind: DealType) -> Frame:
    """A frame's pattern as a regular expression. Raises ``RuleError`` for one that can't be read."""
    parts: list[str] = []
    anchors: list[frozenset[str]] = []
    asked: list[frozenset[str]] = []
    forms: dict[str, Form] = {}
    for match in _tokens(path, line, row):
        piece, literal = _piece(match)
        parts.append(piece)
        if match["verb"]:
            forms |= dict(_verb_forms(match["verb"]))
        if literal:
            anchors.append(literal)
            asked.append(_alternatives(match))
    if not anchors:
        raise RuleError(path, line, f"{row.id}: a pattern needs a word of its own")
    shared = {name: getattr(row, name) for name in VerbRow.model_fields.keys() & FrameRow.model_fields.keys()}
    verb = validated(path, line, {"type": kind, **shared}, VerbRow)
    source = "(?<![^ ])" + "".join(parts)
    literals = max(anchors, key=lambda words: min(map(len, words)))
    told = row.pattern, tuple(asked)
    return Frame(verb, row.form, source, literals, bool(row.alone), bool(row.whole), forms, *told)


def _tokens(path: RulePath, line: int, row: FrameRow) -> Iterator[regex.Match[str]]:
    """The parts of a pattern. Raises ``RuleError`` for what would be read otherwise than it looks."""
    last = 0
    for match in _TOKEN.finditer(row.pattern):
        between = row.pattern[last : match.start()].strip()
        if between:
            raise RuleError(path, line, f"{row.id}: {between!r} in the pattern opens or closes nothing")
        words = match["any"].split("|") if match["any"] else [] if match["role"] else [match.group()]
        if match["role"] and not match["role"].isidentifier():
            raise RuleError(path, line, f"{row.id}: {match['role']!r} is no role", "unknown-role")
        if any(not word.strip() for word in words):
            message = f"{row.id}: an empty alternative in {match.group()}: two | in a row, or one at an end"
            raise RuleError(path, line, message, "empty-alternative")
        if gone := [word for word in words if not fold(word).strip(" *")]:
            raise RuleError(path, line, f"{row.id}: {gone[0]!r} is nothing once normalised", "unreachable")
        yield match
        last = match.end()
    if row.pattern[last:].strip():
        raise RuleError(path, line, f"{row.id}: {row.pattern[last:].strip()!r} opens or closes nothing")


def _piece(match: regex.Match[str]) -> tuple[str, frozenset[str]]:
    text = match.group()
    if match["gap"] is not None:
        return rf"(?:[^ .:؛]+ ){{0,{match['gap'] or 6}}}?", frozenset()
    if match["role"]:
        kind = match["role"] if match["role"] in _CLASSES else "party"
        one = f"[{_CLASSES[kind]}]"
        nation = r"(?: ال\w+يه?(?= ))*+"
        more = rf"{nation}(?: (?:و|،|، و) {one}{nation})*+" if kind == "party" else ""
        clitic = f"(?:[وف] )?{text[0]} " if text[0] != "{" else "(?:[وف] )?"
        piece = f"{clitic}(?P<{match['role']}>{one}{more}) "
        return (f"(?:{piece})?" if text.endswith("?") else piece), frozenset()
    if match["verb"]:
        words = sorted(dict(_verb_forms(match["verb"])), key=lambda form: (-len(form), form))
        return rf"[وفلب]?(?P<w>{'|'.join(map(regex.escape, words))}) ", frozenset(words)
    if match["any"]:
        words = [fold(word.strip()) for word in match["any"].split("|")]
        piece = rf"[وفل]?(?P<w>{'|'.join(map(_word, words))}) "
        return (f"(?:{piece})?" if match["maybe"] else piece), frozenset() if match["maybe"] else frozenset(
            word.split()[0].rstrip("*").casefold() for word in words
        )
    return rf"[وف]?(?P<w>{_word(fold(text))}) ", frozenset([fold(text).rstrip("*")])


def _alternatives(match: regex.Match[str]) -> frozenset[str]:
    """What a part of a pattern may be in a text; a word that ends in ``*`` begins so."""
    if match["verb"]:
        return frozenset(text for text, _ in _verb_forms(match["verb"]))
    return frozenset(fold(word.strip()).casefold() for word in (match["any"] or match.group()).split("|"))


def _word(word: str) -> str:
    return regex.escape(word.rstrip("*")) + (r"\w*" if word.endswith("*") else "")


def _verb_forms(cell: str) -> Iterator[tuple[str, Form]]:
    """The forms of the verbs and nouns of ``<…>``: <دفع يدفع> every form without a pronoun, <قاد يقود ها> those with
    the pronoun, <بيع> a noun, with or without one; | parts several.
    """
    for alternative in cell.split("|"):
        lemma = alternative.split()
        if len(lemma) == 1:
            yield from ((form.text, "noun") for form in noun_forms(lemma[0]))
            continue
        verb, pronoun = Verb.of(lemma[0], lemma[1]), len(lemma) > 2
        tenses: tuple[tuple[Form, Iterable[Inflected]], ...] = (
            ("present", present_forms(verb)), ("future", future_forms(verb)), ("past", past_forms(verb)),
        )  # fmt: skip
        for name, forms in tenses:
            for form in forms:
                if bool(form.pronoun) == pronoun and not form.jussive:
                    yield form.text, name


def find_frames(reading: Reading, frames: Frames) -> list[Match]:
    """The frames of a sentence, those that take more words first, without two on the same words."""
    text = reading.doc.text[reading.sentence.start : reading.sentence.end].casefold()
    wanted = [frame for frame in frames.wanted(text) if frame.row.needed is None or frame.row.needed.search(text)]
    if not wanted or not reading.phrases:
        return []
    tagged, starts, indices = tag(reading)
    found: list[Match] = []
    for frame in wanted:
        try:
            hits = list(frame.pattern.finditer(tagged, timeout=_TIMEOUT))
        except TimeoutError:
            continue
        found += [
            _match(frame, hit, starts, indices) for hit in hits if not _barred(reading, frame, hit, starts, indices)
        ]
    found.sort(key=lambda match: (-sum(map(len, match.places.values())), -len(match.words), match.trigger.first))
    out: list[Match] = []
    for match in found:
        if not any(match.words & other.words for other in out):
            out.append(match)
    return sorted(out, key=lambda match: match.trigger.first)


def _barred(reading: Reading, frame: Frame, hit: regex.Match[str], starts: list[int], indices: list[int]) -> bool:
    """Whether a word that bars a frame stands in what it matched."""
    if frame.row.barring is None:
        return False
    first, last = (indices[bisect_right(starts, at) - 1] for at in (hit.start(), max(hit.start(), hit.end() - 2)))
    last = max([last, *(p.last for p in reading.phrases if p.first == last)])
    return reading.outside_names(frame.row.barring, reading.words[first].start, reading.words[last].end) >= 0


def _match(frame: Frame, hit: regex.Match[str], starts: list[int], indices: list[int]) -> Match:
    spans = [span for span in hit.spans("w") if span[0] >= 0]
    words = [indices[i] for left, right in spans for i in range(bisect_right(starts, left) - 1, len(starts))
             if starts[i] < right]  # fmt: skip
    places = {
        role: [ord(char) & 0x3FF for text in texts for char in text if "\ue000" <= char <= "\uefff"]
        for role, texts in hit.capturesdict().items()
        if texts and role != "w"
    }
    told = [hit.string[left:right].strip() for left, right in spans]
    form = next(
        (f for word in told if (f := frame.forms.get(word) or frame.forms.get(word[1:])) is not None), frame.form
    )
    trigger = Trigger(frame.row, form, min(words), min(words), False, False, "")
    if frame.whole:
        words = [i for start, i in zip(starts, indices, strict=True) if hit.start() <= start < hit.end()]
    return Match(frame, trigger, places, frozenset(words))


def tag(reading: Reading) -> tuple[str, list[int], list[int]]:
    """A sentence with one character a phrase, the position of each token in it, and each token's word."""
    tokens: list[tuple[str, int]] = []
    phrases = {phrase.first: (i, phrase) for i, phrase in enumerate(reading.phrases) if i < 0x3FF}
    others = {}
    for number, mention in enumerate(reading.inside[:0x3FF]):
        if mention.kind in ("money", "percent"):
            inside = [i for i, w in enumerate(reading.words) if w.end > mention.start and w.start < mention.end]
            if inside:
                others[inside[0]] = (number, mention, inside[-1])
    index = 0
    while index < len(reading.words):
        if index and (stop := _stop(reading.gap(index - 1, index))):
            tokens.append((stop, index))
        if index in phrases:
            number, phrase = phrases[index]
            _drop_head(reading, tokens)
            tokens += [(letter, index) for letter in _letters(reading, phrase)]
            tokens.append((chr(_PARTY + number), index))
            index = phrase.last + 1
        elif index in others:
            number, mention, last = others[index]
            word = reading.words[index]
            tokens += [
                (c, index) for c in reading.doc.text[word.start : max(word.start, mention.start)] if c in "وفبلك"
            ]
            tokens.append((chr((_MONEY if mention.kind == "money" else _PERCENT) + number), index))
            index = last + 1
        else:
            tokens.append((reading.words[index].text, index))
            index += 1
    starts, position = [], 0
    for token, _ in tokens:
        starts.append(position)
        position += len(token) + 1
    return "".join(token + " " for token, _ in tokens), starts, [word for _, word in tokens]


def _stop(gap: str) -> str:
    found = _STOP.search(gap)
    return "" if found is None else {",": "،"}.get(found.group(), found.group())


def _letters(reading: Reading, phrase: Phrase) -> str:
    word = reading.words[phrase.first]
    if phrase.mention.how == "referred":
        found = reading.grammar.any_reading(word.text, "reference") or reading.grammar.any_reading(word.text, "head")
        return (found.conj + found.prep) if found else ""
    return "".join(c for c in reading.doc.text[word.start : max(word.start, phrase.mention.start)] if c in "وفبلك")


def _drop_head(reading: Reading, tokens: list[tuple[str, int]]) -> None:
    """Takes generic heads and their adjectives off the end of the tokens; the head's clitics stay."""
    while tokens and len(tokens[-1][0]) > 1:
        token, index = tokens[-1]
        found = next((r for kind in ("head", "name_head") if (r := reading.grammar.any_reading(token, kind))), None)
        if found is None:
            return
        tokens.pop()
        letters = found.conj + found.prep
        tokens += [(letter, index) for letter in letters]
        if letters:
            return
