"""Arabic paradigms: from the citation forms of a verb or verbal noun, every written form that newspapers use.

The class of a verb (sound, hollow, defective, doubled, hamzated, assimilated; stems I-X) is read from how its past
and present are spelled, so rule files spell hamza, alef maksura and ya as a dictionary does. What comes out is folded
as the text is, without diacritics; forms that differ in vowels alone are one (Ryding 2005, ch. 21-33; the hollow and
defective verbs ch. 24-25, participles ch. 5, verbal nouns ch. 5).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import regex

from ..normalise import fold

PRONOUNS = ("ها", "ه", "هما", "هم", "هن")
_MARKS = regex.compile(r"[\p{Mn}ـ]")
_SHADDA = "\u0651"
_HAMZAS = "أئؤء"


class Inflected(NamedTuple):
    """A written form. ``pronoun``: an object or possessive pronoun is attached. ``passive``: the letters are those of
    the passive and not of the active. ``jussive``: the letters are those of the jussive alone, so that it takes a
    particle such as لم before it.
    """

    text: str
    pronoun: bool = False
    passive: bool = False
    jussive: bool = False


@dataclass(frozen=True, slots=True)
class Verb:
    """The spelled third person masculine singular of past and present, without diacritics; one may be empty."""

    past: str
    present: str
    shadda: bool = False

    @classmethod
    def of(cls, past: str, present: str) -> Verb:
        """A verb as a rule file spells it; a shadda that it writes tells stem II from stem I."""
        return cls(_MARKS.sub("", past), _MARKS.sub("", present), _SHADDA in past or _SHADDA in present)

    @property
    def body(self) -> str:
        """The present without its prefix."""
        return self.present[1:]

    @property
    def hollow(self) -> bool:
        """A middle radical that is a long vowel: باع, استعاد."""
        if self.past:
            return len(self.past) > 2 and self.past[-2] == "ا"
        return len(self.body) == 3 and self.body[1] in "وي"

    @property
    def defective(self) -> bool:
        """A last radical that is a long vowel: اشترى, دعا, بقي."""
        return self.past.endswith(("ى", "ا", "ي")) if self.past else self.body.endswith(("ى", "ي", "و"))

    @property
    def doubled(self) -> bool:
        """Second and third radical alike, written once: ضخ, أتم, انضم. Stem X (استمر) is written like stem VIII of a
        verb in سـ (استلم) and counts as sound; only the rare feminine plural differs.
        """
        past = self.past
        if self.hollow or self.defective:
            return False
        if past.startswith("أ") and len(past) == 3:
            return len(self.body) == 2
        if past.startswith("ا") and len(past) == 4:
            return past[1] not in "تدطظذز"
        return len(past) == 2 or (not past and len(self.body) == 2)

    @property
    def third(self) -> str:
        """The past's shape where its passive changes an alef: ``III`` (شارك), ``VI`` (تبادل) or empty."""
        past = self.past
        if len(past) == 4 and past[1] == "ا" and past[0] not in "اأآ":
            return "III"
        return "VI" if len(past) == 5 and past[0] == "ت" and past[2] == "ا" else ""

    @property
    def derived(self) -> bool:
        """Whether the spelling shows a stem from II to X (stem II only where a shadda is written)."""
        past = self.past
        if past.startswith("أ"):
            return bool(self.body) and not self.body.startswith(("أ", "ؤ"))
        return self.shadda or past.startswith("ا") or bool(self.third) or (len(past) >= 4 and past[0] == "ت")


@lru_cache(maxsize=4096)
def past_forms(verb: Verb) -> tuple[Inflected, ...]:
    """The third-person past, active and passive, with and without an object pronoun."""
    if not verb.past:
        return ()
    active = set(_past(verb.past, verb))
    passive = set(_past(_past_passive(verb), verb, passive=True))
    known = {text for text, _ in active}
    return (
        *[Inflected(text, pronoun) for text, pronoun in sorted(active)],
        *[Inflected(text, False, True) for text, pronoun in sorted(passive) if not pronoun and text not in known],
    )


def _past(past: str, verb: Verb, passive: bool = False) -> list[tuple[str, bool]]:
    """Past forms of one voice, folded: (form, whether a pronoun is attached)."""
    whole = fold(past)
    if verb.defective:
        return _past_defective(past)
    short = whole[:-2] + whole[-1] if verb.hollow else whole + whole[-1] if verb.doubled else whole
    singular, feminine = whole, whole + "ت"
    forms = [singular, feminine, whole + "ا", whole + "تا", short + "ن"]
    plurals = [whole + "وا"]
    if past[-1] == "أ":  # بدأ: بدآ, and its plural in three spellings
        plurals += [whole[:-1] + "ؤوا", whole[:-1] + "ءوا"]
    out = [(form, False) for form in (*forms, *plurals)]
    if not passive:
        stems = (singular, feminine, whole + "ا", whole + "تا", *(form[:-1] for form in plurals))
        out += [(stem + pronoun, True) for stem in stems for pronoun in PRONOUNS]
    return out


def _past_defective(past: str) -> list[tuple[str, bool]]:
    stem = fold(past[:-1])
    if past.endswith("ي"):  # بقي, and every passive: the ya stays before ت
        long, feminine, dual, attached = stem + "ي", stem + "يت", stem + "يا", stem + "ي"
        women = stem + "ين"
    else:
        radical = "و" if past.endswith("ا") else "ي"
        long, feminine, dual, attached = fold(past), stem + "ت", stem + radical + "ا", stem + "ا"
        women = stem + radical + "ن"
    forms = (long, feminine, dual, feminine + "ا", stem + "وا", women)
    bases = (attached, feminine, dual, feminine + "ا", stem + "و")
    return [(form, False) for form in forms] + [(base + pronoun, True) for base in bases for pronoun in PRONOUNS]


def _past_passive(verb: Verb) -> str:
    past = verb.past
    if verb.third:
        at = 1 if verb.third == "III" else 2
        past = past[:at] + "و" + past[at + 1 :]
    elif verb.hollow:
        past = past[:-2] + "ي" + past[-1]
    elif len(past) == 3 and past[1] == "أ":
        past = past[0] + "ئ" + past[2]
    if verb.defective:
        return past[:-1] + "ي"
    return past[:-1] + "ئ" if past[-1] == "أ" else past


@lru_cache(maxsize=4096)
def present_forms(verb: Verb) -> tuple[Inflected, ...]:
    """The third-person present, subjunctive and jussive, active and passive, with and without an object pronoun."""
    if not verb.present:
        return ()
    active = set(_present(verb.body, verb))
    indicative = {text for text, _, jussive in active if not jussive}
    known = {text for text, _, _ in active}
    passive = set(_present(_present_passive(verb), verb))
    return (
        *[
            Inflected(text, pronoun, False, jussive)
            for text, pronoun, jussive in sorted(active)
            if not jussive or text not in indicative
        ],
        *[
            Inflected(text, False, True, jussive)
            for text, pronoun, jussive in sorted(passive)
            if not pronoun and text not in known
        ],
    )


def _present(body: str, verb: Verb) -> list[tuple[str, bool, bool]]:
    """Present forms of one voice, folded: (form, pronoun attached, jussive alone)."""
    whole = fold(body)
    weak = verb.defective
    stem = whole[:-1] if weak else whole
    attached = stem + "ا" if weak and body[-1] in "ىا" else whole
    dual = stem + "ي" if weak and body[-1] == "ى" else whole
    short = whole[:-2] + whole[-1] if verb.hollow else whole + whole[-1] if verb.doubled else whole
    women = dual if weak else short
    forms = [whole, stem + "ون", stem + "وا", dual + "ان", dual + "ا"]
    bases = [attached, stem + "ون", stem + "و", dual + "ان", dual + "ا"]
    if body[-1] == "أ":  # يبدأ: يبدآن, and its plural in three spellings
        forms += [whole + "ن", whole[:-1] + "ؤون", whole[:-1] + "ؤوا", whole[:-1] + "ءون", whole[:-1] + "ءوا"]
        bases.append(whole[:-1] + "ؤ")
    apart = stem if weak else short if short != whole else ""  # what the jussive alone has
    out = [("ي" + women + "ن", False, False)]
    for prefix in "يت":
        out += [(prefix + form, False, False) for form in forms]
        out += [(prefix + base + pronoun, True, False) for base in bases for pronoun in PRONOUNS]
        if apart or weak:
            out.append((prefix + apart, False, True))
            out += [(prefix + apart + pronoun, True, True) for pronoun in PRONOUNS]
    return out


def _present_passive(verb: Verb) -> str:
    body = verb.body
    if verb.defective:
        return body[:-1] + "ى"
    if verb.hollow:
        body = body[:-2] + "ا" + body[-1]
    elif body.startswith("أ"):
        body = "ؤ" + body[1:]
    elif len(verb.past) == 3 and verb.past[0] == "و" and len(body) == 2:
        body = "و" + body  # يجد: يوجد
    return body[:-1] + "أ" if body[-1] in _HAMZAS else body


@lru_cache(maxsize=4096)
def future_forms(verb: Verb) -> tuple[Inflected, ...]:
    """The future: سـ before the present (سوف is a word of its own)."""
    return tuple(
        [Inflected("س" + text, pronoun, passive) for text, pronoun, passive, jussive in present_forms(verb)
         if not jussive]
    )  # fmt: skip


def noun_forms(noun: str) -> Iterator[Inflected]:
    """A verbal noun, its accusative, and with possessive pronouns. Of a phrase the first word is inflected, and a
    pronoun may stand at either word (جولتها التمويلية، صفقة استحواذها). The article is left to ``words.readings``.
    """
    first, _, rest = fold(_MARKS.sub("", noun)).partition(" ")
    tail = f" {rest}" if rest else ""
    bare = first[2:] if first.startswith("ال") and len(first) > 4 else first
    yield Inflected(bare + tail)
    if not bare.endswith(("ه", "ا")):
        yield Inflected(bare + "ا" + (f" {rest}ا" if rest and " " not in rest else tail))
    if not rest and bare.startswith("ت") and bare.endswith("ي") and len(bare) > 3:
        yield Inflected(bare[:-1])  # تخلٍّ
    for stem in _possessed(bare):
        yield from (Inflected(stem + pronoun + tail, True) for pronoun in PRONOUNS)
    if rest and " " not in rest:
        for stem in _possessed(rest):
            yield from (Inflected(f"{bare} {stem}{pronoun}", True) for pronoun in PRONOUNS)


def _possessed(noun: str) -> tuple[str, ...]:
    """What a possessive pronoun is written to: ة opens to ت, and a final hamza has the seat of its case."""
    if noun.endswith("ه"):
        return (noun[:-1] + "ت",)
    if noun.endswith("ء"):
        return noun, noun[:-1] + "ؤ", noun[:-1] + "ئ"
    return (noun,)


def participles(verb: Verb) -> tuple[str, str]:
    """The active and the passive participle of a stem from II to X, spelled. Raises ``ValueError`` for another verb,
    whose participles have to be written out.
    """
    if not (verb.derived and verb.present):
        raise ValueError(f"the participles of {verb.past or verb.present} can't be derived: write them out")
    body = verb.body
    active = body[:-1] + "ي" if verb.defective else body
    if body[-1] == "أ":
        active = body[:-1] + "ئ"
    return "م" + active, "م" + _present_passive(verb)


def participle_forms(participle: str) -> Iterator[Inflected]:
    """A participle in gender, number and case, and its singular with a possessive pronoun."""
    spelled = _MARKS.sub("", participle)
    whole = fold(spelled)
    stem = whole[:-1]
    if spelled.endswith("ي"):  # مشترٍ, المشتري, مشترية
        yield from map(Inflected, (whole, stem, stem + "ون", stem + "ين", stem + "و"))
        feminine, dual = whole + "ه", whole
    elif spelled.endswith("ى"):  # ملغى, ملغاة
        yield from map(Inflected, (whole, stem + "ون", stem + "ين"))
        feminine, dual = stem + "اه", whole
    else:
        yield from map(Inflected, (whole, whole + "ون", whole + "ين", whole + "و", whole + "ي"))
        feminine, dual = whole + "ه", whole
        if spelled.endswith("أ"):
            yield Inflected(whole[:-1] + "ؤون")
    yield Inflected(feminine)
    yield from (Inflected(dual + ending) for ending in ("ا", "ان", "ين"))
    yield from (Inflected(feminine[:-1] + ending) for ending in ("تان", "تين", "تا", "تي"))
    yield Inflected((whole if spelled.endswith("ى") else feminine[:-1]) + "ات")
    attached = stem + "ا" if spelled.endswith("ى") else whole
    for base in (attached, feminine[:-1] + "ت"):
        yield from (Inflected(base + pronoun, True) for pronoun in PRONOUNS)
