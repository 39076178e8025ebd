"""How far the noun phrase of an asset reaches: محطة حاويات في ميناء كوتشي، مصنع للبلاستيك ببجاية، مقر بنك X في لندن.

An asset is told by its noun with its genitives and adjectives, by what it is for (لـ) and by where it stands (في،
بـ). An indefinite noun takes indefinite words until a definite one closes it; what is definite takes definite
adjectives only (Ryding 2005, ch. 8). Nothing else belongs to it: no sum or date, no verb and no purpose of who buys it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import regex

from ..document import Mention
from ..mentions.triggers import PREPOSITIONS
from ..words import Reading as Words
from ..words import Word, WordClasses

OWNED = regex.compile(r"(\w{2,}?)(?:هما|هم|ها|ه)")
_DUALS = (("تين", "ه"), ("تان", "ه"), ("تي", "ه"), ("تا", "ه"), ("ين", ""), ("ان", ""))
PLAIN_GAP = regex.compile(r"[\s\"«»“”'_#-]*")
_OPENS = regex.compile(r"[\"«“]\s*$")
_CLOSES = regex.compile(r"[\"»”]")
_ADJECTIVE = regex.compile(r"\w{3,}(?:يه|ي|يا|يين|يتين)")
_AIM = regex.compile(r"لت\w{1,3}ي\w")  # a verbal noun behind ل: لتوسيع، لتعزيز
_TELLS = regex.compile(r"[تي]\w{2,}(?:ها|ه)")  # a verb with the pronoun of what it is said of: تبنيه
_VERB = regex.compile(r"ي\w{2,}(?<!يه|ي|يا)")
_WORDS = 6  # words of an asset's noun phrase
_HEAD = 4  # words between an asset's noun and the name that it is only the head of
_PLACE = 3  # words of a place
_CLOSED = frozenset((
    "preposition", "relative", "complementizer", "subordinator", "lead", "join", "adverb", "negation", "owned", "time",
    "conjunction", "speech", "auxiliary", "describes", "approx", "reference", "occasion", "purpose",
))  # fmt: skip


@dataclass(frozen=True)
class Assets:
    """Finds the nouns of assets in a sentence and how far their phrases reach. ``values`` are its sums, dates and
    shares, ``taken`` the words of names and references, ``names`` the last word of each company by its first.
    """

    text: str
    words: list[Word]
    grammar: WordClasses
    values: list[Mention]
    taken: frozenset[int]
    names: Mapping[int, int]

    def end(self, index: int) -> int:
        """The last word of the phrase of the asset's noun at ``index``; less than ``index`` where the noun is only the
        head of a name (منصة X).
        """
        last = self.core(index)
        return last if last < index else self._where(last)

    def core(self, index: int) -> int:
        """The last word of what an asset is called, without the places where it stands."""
        last = self._nouns(index)
        return last if last < index else self._meant_for(last)

    def quote_end(self, first: int, last: int) -> int:
        """Where a phrase ends in the text, with the mark that closes a quotation inside it."""
        end = self.words[last].end
        open_ = regex.search(r"[«“\"][^»”\"]*$", self.text[self.words[first].start : end]) is not None
        return end + 1 if open_ and _CLOSES.match(self.text[end : end + 1]) else end

    def plain(self, index: int) -> bool:
        """Whether a word follows the one before it in one phrase: no mark parts them, and it is no sum or date."""
        if not 0 < index < len(self.words):
            return False
        word, gap = self.words[index], self.text[self.words[index - 1].end : self.words[index].start]
        valued = any(m.start < word.end and word.start < m.end for m in self.values)
        return not valued and PLAIN_GAP.fullmatch(gap) is not None

    def _nouns(self, index: int) -> int:
        """The last word of a noun with its genitives and adjectives, to the name that closes it."""
        last, head = index, self.words[index].text
        bears = noun(self.grammar, head) is not None and self.grammar.any_reading(head, "asset") is None
        said = self.grammar.any_reading(head, "asset")
        article = head.startswith("ال") or (said is not None and said.article)  # بالأصول
        definite = article or (bears and OWNED.fullmatch(head) is not None)
        closed = bears or definite  # مصنعا، مقرها، المصنع: no genitive follows
        while last - index < _WORDS and self.plain(last + 1):
            if (name := self._name_at(last + 1)) >= 0:
                return self._with_name(index, last, name)
            text = self.words[last + 1].text
            if self.grammar.has(text, "non") and self.plain(last + 2) and not definite and not self._stops(
                self.words[last + 2].text
            ):  # fmt: skip
                last += 2  # أصول غير أساسية
                continue
            if last + 1 in self.taken or self._stops(text) or (definite and not self._goes_on(text)):
                break
            if text.startswith("ال") and not definite:
                if closed:
                    break
                definite = True
            elif (definite and last == index and text[0] == "و") or (
                not definite and self._apart(index, last, text, closed)
            ):
                break
            last += 1
        return last

    def _apart(self, index: int, last: int, text: str, closed: bool) -> bool:
        """Whether an indefinite word belongs to what follows: a clitic begins it, or it is a verb."""
        if self._quoted(index, last):
            return False
        if _VERB.fullmatch(text) or (text.startswith("لل") and len(text) > 3):
            return True
        if text[0] == "و":
            return last > index or closed
        if text[0] in "لب" and not _ADJECTIVE.fullmatch(text):
            return last > index or closed or self.grammar.any_reading(text[1:], "made_for") is not None or (
                self._is_place(text)
            )  # fmt: skip
        return False

    def _quoted(self, index: int, last: int) -> bool:
        """Whether a quotation that opened inside the phrase still goes on behind its last word."""
        inside = self.text[self.words[index].end : self.words[last + 1].start]
        return _OPENS.search(inside) is not None or len(regex.findall(r"[«“]", inside)) > len(_CLOSES.findall(inside))

    def _name_at(self, index: int) -> int:
        """The last word of the company whose name, or whose generic head, stands at a word; or -1."""
        if index in self.names:
            return self.names[index]
        heads = ("head", "name_head")
        found = (self.grammar.any_reading(self.words[index].text, kind) for kind in heads)
        if index + 1 in self.names and any(reading is not None and not reading.prep for reading in found):
            return self.names[index + 1]
        return -1

    def _with_name(self, index: int, last: int, name: int) -> int:
        """Where a phrase ends that a company's name closes: behind the name of whose it is (مقر بنك X، شبكة توزيع X);
        before the noun where that is only the name's head.
        """
        noun_, before = self.words[index].text, self.words[last].text
        if last > index and _TELLS.fullmatch(before) and self.grammar.any_reading(before, "made_for") is None:
            return last - 1 if last - 1 > index else index - 1  # مجمع تبنيه شركة X
        defined = any(self.words[i].text.startswith("ال") for i in range(index + 1, last + 1))
        whose = last > index and self.grammar.any_reading(before, "made_for") is not None
        headed = last + 1 not in self.names and noun(self.grammar, noun_, "built") is not None  # فندق شركة X
        if (self.grammar.any_reading(noun_, "premises") is not None and not defined) or whose or headed:
            return name
        if last == index and self.grammar.any_reading(noun_, "branch") is not None and self._where(name) > name:
            return name  # فروع بنك X في لبنان
        return index - 1 if last - index < _HEAD else last

    def _meant_for(self, last: int) -> int:
        """The last word of what an asset is for, behind its noun: للألبان والأعلاف، لتأجير الطائرات."""
        at = last + 1
        if not self.plain(at) or at in self.taken or self._name_at(at) >= 0:
            return last
        text = self.words[at].text
        stem = text[2:] if text.startswith("لل") else text[1:]
        if not text.startswith("ل") or self._stops(text) or any(
            self.grammar.any_reading(text, kind) for kind in ("head", "name_head", "somebody", "purpose", "reference")
        ):  # fmt: skip
            return last
        if text.startswith("لل") and len(text) > 4:
            return self._definites(at)
        if self.grammar.any_reading(stem, "made_for") is None:
            follows = self.plain(at + 1) and self.words[at + 1].text.startswith("ال") and at + 1 not in self.taken
            if not follows or _AIM.fullmatch(text):
                return last
        while self.plain(at + 1) and at + 1 not in self.taken and at - last < _WORDS:
            text = self.words[at + 1].text
            if text.startswith("ال") and not self._stops(text):
                return self._definites(at + 1)
            if self._stops(text) or text[0] in "بلو" or _VERB.fullmatch(text):
                break
            at += 1
        return at

    def _definites(self, at: int) -> int:
        """The last of the definite words that follow a definite one: الطاقة الشمسية، للألبان والأعلاف."""
        while self.plain(at + 1) and at + 1 not in self.taken and self._goes_on(self.words[at + 1].text):
            at += 1
        return at

    def _where(self, last: int) -> int:
        """The last word of the places where an asset stands: في المنطقة الصناعية بالقاهرة، في مصر والأردن."""
        while (at := self._place(last)) > last:
            last = at
            while self._and_place(last + 1):
                last += 1
        return last

    def _and_place(self, at: int) -> bool:
        """Whether a conjunction joins one more place to one before: سنغافورة وماليزيا."""
        if (
            not self.plain(at)
            or at in self.taken
            or self._name_at(at) >= 0
            or not self._names_place(self.words[at - 1].text)
        ):
            return False
        found = self.grammar.any_reading(self.words[at].text, "place")
        return found is not None and found.conj == "و" and not found.prep

    def _place(self, last: int) -> int:
        """The last word of one place behind a word, or that word."""
        at = last + 1
        if not self.plain(at) or at in self.taken or self._name_at(at) >= 0:
            return last
        text = self.words[at].text
        if PREPOSITIONS.get(text) == "fi" or self.grammar.has(text, "prep_fi"):
            at += 1
            if not self.plain(at) or (at in self.taken and at not in self.names):
                return last
            bare = self.words[at].text
        elif text.startswith("ب") and len(text) > 3 and not self._stops(text):
            bare = text[1:]
        else:
            return last
        if self._stops(bare) or bare.isdigit():
            return last
        if self._names_place(bare) or bare.startswith("ال"):
            return self._definites(at)
        if self.grammar.any_reading(bare, "place_noun") is not None:
            return self._named_place(at)
        end = at
        if not self._bounded(end) and self.words[at + 1].text[0] not in "بلوا":
            end += 1  # بهونغ كونغ
        return end if self._bounded(end) and at not in self.names else last

    def _named_place(self, at: int) -> int:
        """The end of a place that a noun opens: ميناء كوتشي، منطقة ميناء عبدالله، وسط مدينة الرياض، ولاية أوهايو."""
        for _ in range(_PLACE):
            after = at + 1
            if not self.plain(after):
                return at
            text = self.words[after].text
            if after in self.names:
                return self.names[after]
            if self._stops(text) or after in self.taken:
                return at
            at = after
            if text.startswith("ال") or self._names_place(text):
                return self._definites(at)
            if self.grammar.any_reading(text, "place_noun") is None:
                return at
        return at

    def _bounded(self, at: int) -> bool:
        """Whether a phrase must end at a word: a mark, a sum, a name, a preposition or a verb follows."""
        after = at + 1
        if not self.plain(after) or after in self.taken or self._name_at(after) >= 0:
            return True
        text = self.words[after].text
        return self._stops(text) or text[0] in "بل"

    def _goes_on(self, text: str) -> bool:
        """Whether a word may follow a definite one: another, or one that a conjunction joins to it."""
        bare = text[1:] if text[0] == "و" else text
        return bare.startswith(("ال", "لل") if text[0] == "و" else "ال") and not self._stops(text)

    def _names_place(self, text: str) -> bool:
        found = self.grammar.any_reading(text, "place")
        return found is not None and not found.prep

    def _is_place(self, text: str) -> bool:
        """Whether a clitic before a place's name begins a word: بطنجة، لمصر."""
        found = self.grammar.any_reading(text, "place")
        return found is not None and bool(found.prep)

    def _stops(self, text: str) -> bool:
        """Whether a word of a closed class ends every phrase."""
        bare = text[1:] if text[0] in "وف" else text
        return bool((self.grammar.exact(text) | self.grammar.exact(bare)) & _CLOSED) and not (
            self.grammar.exact(text) & {"asset"}
        )


def noun(grammar: WordClasses, word: str, kind: str = "asset") -> Words | None:
    """An asset's noun (or one of a narrower kind), also with a possessive pronoun, an ending of case or in the dual:
    أبراجها, 26 متجرا, محطتي.
    """
    reading = grammar.any_reading(word, kind)
    if reading is None and word.endswith("ا"):
        reading = grammar.any_reading(word[:-1], kind)
    for end, single in _DUALS:
        if reading is None and word.endswith(end) and len(word) - len(end) > 2:
            reading = grammar.any_reading(word[: -len(end)] + single, kind)
    if reading is None and (match := OWNED.fullmatch(word)):
        bare = match[1]
        written = {"ت": "ه", "ا": "ي"}.get(bare[-1])  # وحدتها, مبناها
        for stem in (bare, bare[:-1] + written) if written else (bare,):
            reading = reading or grammar.any_reading(stem, kind)
            if kind == "asset":  # مصرفها في القاهرة, not مصرف في القاهرة
                reading = reading or grammar.any_reading(stem, "asset_owned")
    return reading
