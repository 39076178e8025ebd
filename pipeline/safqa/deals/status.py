"""Where a deal stands: from the form of its trigger, the words that govern it, and what the sentence tells later.

The reading follows ConText (Harkema, Dowling, Thornblade and Chapman 2009, J. Biomed. Inform. 42:839): a cue has a
direction, a window and terminators. Arabic asks for two things more. Cues govern one another, so that their order
counts: ``نفت خططا لإلغاء الصفقة`` is read from the deal outwards, each cue acting on what stands inside it. And a
finite verb is out of reach of what precedes it unless a complementizer (أن، إنها، ما) or a particle (لم، قد، لو) opens
it, whereas a verbal noun takes its status from whatever governs it (Ryding 2005, ch. 5, 25 and 34-37).

The way of one trigger: its form gives a first status; adjectives after it, particles before it and its governors,
from the nearest outwards, change it; later clauses about the same deal may overturn it.
All words are in ``rules/context/cues.tsv`` and ``scope.tsv``; what each kind of cue does is told at ``_EFFECTS``.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import cast

import regex

from ..document import Status
from ..mentions.triggers import Form, Trigger
from ..words import Word
from .cues import ContextRules, CueRow, Kind

__all__ = [
    "FIRM",
    "OFF",
    "ContextRules",
    "CueRow",
    "StatusReader",
    "StatusReading",
    "Told",
    "article_status",
    "read_status",
]

OFF: tuple[Status, ...] = ("denied", "cancelled", "stalled")
FIRM: tuple[Status, ...] = ("completed", "agreed")
_OFF_KINDS = ("stall", "cancel", "deny")
_TAKES_AIM = ("pay", "intent", "talks", "hedge", "attempt", "sign", "expect", "supposed", "deal", "pending",
              *_OFF_KINDS)  # fmt: skip
_BREAK = regex.compile(r"[؛!؟\n]|[.:](?!\w)")  # a point between digits breaks nothing
_COMMA = regex.compile(r"[،,]")
_CLAUSE = regex.compile(r"[وف]\p{L}{2,}[^ا]ت$")  # a feminine past with its conjunction: ، وارتفعت (not وشركات)
_PRONOUN = regex.compile(r"(?:ها|هما|هم|ه)$")
_NOUN_WINDOW = 15
_DECIDED = 6  # words between a decision and what is not to be done
_WAS_WINDOW = 12
_ASIDE_WINDOW = 40


@dataclass(frozen=True, slots=True)
class StatusReading:
    """Where one telling leaves a deal, and why.

    ``rule`` is the id of the cue that decided (``not.`` before it where it is negated), or ``form.`` and the trigger's
    form; ``first`` and ``last`` are its words in the sentence (the trigger's own for a form). ``explicit`` is whether
    the sentence says so: a tense or a cue does, a bare noun or a headline's present does not. ``closing`` marks a
    deal whose closing is still expected.
    """

    status: Status
    rule: str
    first: int
    last: int
    explicit: bool
    closing: bool = False


@dataclass(frozen=True, slots=True)
class _Link:
    """A cue that governs a trigger. The rest comes from particles by it."""

    hit: Trigger
    negated: bool = False
    notyet: bool = False
    was: bool = False
    mood: Trigger | None = None  # قد, سوف or إذا before it

    @property
    def row(self) -> CueRow:
        return cast(CueRow, self.hit.row)


@dataclass(slots=True)
class _State:
    """The status so far, the cue that gave it, and the kind of that cue."""

    status: Status
    rule: str
    first: int
    last: int
    explicit: bool
    default: Status
    announced: Status
    kind: Kind | None = None
    was: bool = False
    closing: bool = False

    def set(self, status: Status, link: _Link, explicit: bool = True) -> None:
        """Takes a status from a cue."""
        self.status, self.explicit, self.kind = status, explicit, link.row.kind
        self.rule = ("not." if link.negated else "") + link.row.id
        self.first, self.last = link.hit.first, link.hit.last


@dataclass
class StatusReader:
    """Reads the triggers of one sentence. ``triggers`` are all of them: a finite verb among them bounds the scope of
    cues. ``names`` are the words that belong to names, in which nothing is a cue.
    """

    words: list[Word]
    text: str
    rules: ContextRules
    triggers: Sequence[Trigger] = ()
    names: Container[int] = ()
    hits: list[Trigger] = field(init=False)
    at: dict[int, Trigger] = field(init=False)
    verbs: dict[int, Trigger] = field(init=False)

    def __post_init__(self) -> None:
        self.hits = [hit for hit in self.rules.cues.find(self.words) if hit.first not in self.names]
        self.at = {index: hit for hit in self.hits for index in range(hit.first, hit.last + 1)}
        self.verbs = {t.first: t for t in self.triggers if t.form != "noun" and t.first not in self.at}

    def read(
        self,
        first: int,
        last: int,
        form: Form,
        default: Status,
        homograph: bool = False,
        announced: Status | None = None,
    ) -> StatusReading:
        """The status of the trigger at words ``first`` to ``last``; ``default`` is that of its plain past,
        ``announced`` that of its noun where it is only announced (the default where it is not given).

        A ``homograph`` is a past that is written like its verbal noun (ضخ); it is the noun where something governs it.
        """
        homograph = homograph or any(t.homograph for t in self.triggers if (t.first, t.last) == (first, last))
        if homograph and form == "past" and self._as_noun(first):
            form = "noun"
        state = _State(default, f"form.{form}", first, last, form == "past", default, announced or default)
        if form == "future":
            state.status, state.explicit = "planned", True
        if form == "noun" and self._kind(first - 1) == "negation" and not self.words[first].text.startswith("ل"):
            return StatusReading(default, "form.noun", first, last, False)  # خيار الشراكة لا الشراء
        if form == "noun" and self._kind(first - 1) == "nonegation" and self._decided(first - 1):
            state.set("cancelled", _Link(self.at[first - 1]))  # قررت عدم شراء بيتا
            return StatusReading(state.status, state.rule, state.first, state.last, True)
        if form == "noun":
            self._modified(last, state)
        else:
            self._particles_of(first, form, state)
        if form != "past" or not self._confirmed(first):
            self._governed(first, last, form, state)
        if form == "noun" and state.status == "planned" and state.kind in ("light", "perform"):
            self._signed(last, state)  # ستقوم بتوريد المعدات بموجب عقد
        self._later(last, form, state)
        self._ahead(last, form, state)
        self._given_up(first, last, form, state)
        if state.announced == "planned" and state.status == "agreed":
            state.status = "planned"  # an approval or an agreement lets shares be offered, it sells none
        return StatusReading(state.status, state.rule, state.first, state.last, state.explicit, state.closing)

    def _as_noun(self, first: int) -> bool:
        """Whether a word that may be a past or a verbal noun is governed as a noun."""
        if first and (self.rules.scope.has(self.words[first - 1].text, "preposition") or ":" in self.gap(first - 1)):
            return True  # «المالية»: طرح 20 %
        if self._kind(first - 1) in ("may", "was", "be", "that", "relative", "negation"):
            return False
        return any(isinstance(link, Trigger) or link.row.kind != "announce" for link in self._governors(first, "noun"))

    def _decided(self, index: int) -> bool:
        """Whether a plan stands right before a word: قررت الشركة عدم شراء."""
        return any(
            cast(CueRow, self.at[i].row).kind == "intent" and self.at[i].form != "noun"
            for i in range(max(0, index - _DECIDED), index) if i in self.at and not _BREAK.search(self.gap(i))
        )  # fmt: skip

    def negated(self, hit: Trigger) -> bool:
        """Whether particles negate a cue: لم تنف."""
        return self._link(hit).negated

    def is_said(self, index: int) -> bool:
        """Whether a word means what was said before: ذلك، هذه الأنباء."""
        return self.rules.scope.any_reading(self.words[index].text, "word") is not None

    def is_copula(self, index: int) -> bool:
        """Whether a word is "to be": أن يكون البيع مقدمة."""
        return self._kind(index) == "be"

    # -- words around --------------------------------------------------------------------------------------------

    def gap(self, left: int) -> str:
        """The text between a word and the next, with the first letter of the next."""
        return self.text[self.words[left].end : self.words[left + 1].start + 1]

    def _kind(self, index: int) -> Kind | None:
        hit = self.at.get(index)
        return cast(CueRow, hit.row).kind if hit is not None else None

    def _joined(self, index: int) -> bool:
        """Whether a word begins with a conjunction that is no letter of it."""
        text = self.words[index].text
        table = self.rules.cues
        return text[:1] in ("و", "ف") and text not in table.single and text not in table.phrases

    def _aims(self, index: int) -> bool:
        """Whether a noun stands after ل, and not inside a hashtag."""
        text = self.words[index].text
        if index and "_" in self.gap(index - 1):
            return False
        return text.startswith("ل") or (text[:1] in ("و", "ف") and text[1:2] == "ل")

    # -- before the trigger --------------------------------------------------------------------------------------

    def _particles(self, index: int) -> Iterator[Trigger]:
        """The particles before a finite verb, nearest first: لم، قد، سوف, and كان before its subject."""
        left = index - 1
        while left >= 0 and self._kind(left) in ("negation", "may", "be", "was", "intent", "condition"):
            hit = self.at[left]
            if cast(CueRow, hit.row).window <= 2 or self._kind(left) in ("be", "was", "condition"):
                yield hit
                left = hit.first - 1
            else:
                return
        for step in range(left, max(-1, left - _WAS_WINDOW), -1):
            if _BREAK.search(self.gap(step)) or step in self.verbs:
                return
            if self._kind(step) == "was":
                yield self.at[step]
                return
            if step in self.at and self.at[step].form != "noun":
                return
            if self._kind(step) in ("stop", "contrast", "relative", "that"):
                return

    def _confirmed(self, first: int) -> bool:
        """Whether a particle begins a clause of its own that confirms a past: يبدو أن ألفا تراهن عليها، فقد اشترتها."""
        return self._kind(first - 1) == "may" and self._joined(first - 1)

    def _notyet(self, index: int) -> bool:
        """Whether "not yet" follows a verb."""
        for right in range(index + 1, min(len(self.words), index + 12)):
            if _BREAK.search(self.gap(right - 1)) or self._kind(right) in ("stop", "contrast"):
                return False
            if self._kind(right) == "notyet" or (right == index + 1 and self._kind(right) == "temporal"):
                return True
        return False

    def _link(self, hit: Trigger) -> _Link:
        """A governor with its particles."""
        if hit.form == "noun" or (hit.homograph and self._kind(hit.first - 1) == "nonegation"):  # عدم توصلها إلى اتفاق
            return self._noun_link(hit)
        found = {cast(CueRow, p.row).kind: p for p in reversed(list(self._particles(hit.first)))}
        negated = "negation" in found
        mood = found.get("condition") or (found.get("may") or found.get("intent") if hit.form != "past" else None)
        return _Link(hit, negated, negated and self._notyet(hit.last), "was" in found, mood)

    def _noun_link(self, hit: Trigger) -> _Link:
        """A nominal governor: عدم إتمام, ليست ألفا بصدد, كان من المقرر."""
        negated = was = False
        for left in range(hit.first - 1, max(-1, hit.first - 7), -1):
            if _BREAK.search(self.gap(left)) or left in self.verbs:
                break
            if left in self.at:
                row = cast(CueRow, self.at[left].row)
                negated = row.kind in ("negation", "nonegation") and hit.first - left < max(2, row.window - 1)
                was = row.kind == "was"
                break
        return _Link(hit, negated, False, was)

    def _particles_of(self, first: int, form: Form, state: _State) -> None:
        """What particles before a finite trigger make of it."""
        hits = list(self._particles(first))
        for hit in hits:
            link = _Link(hit)
            kind = link.row.kind
            if kind == "negation" and form != "past":
                later = self._notyet(first)
                state.set("planned" if later else "cancelled", link)
            elif kind == "may" and form != "past" and state.kind is None:
                state.set("rumored", link)
            elif kind == "intent" and form != "past" and state.kind is None:
                state.set("planned", link)
            elif kind == "condition":
                state.set(link.row.status, link, link.row.status != "planned")
            elif kind == "was" and form == "future":
                state.set("cancelled", link)
        behind = self.at.get(first + 1)
        if form == "present" and behind is not None and state.kind is None:
            row = cast(CueRow, behind.row)
            if row.kind == "sign" and row.way == "both":  # تشتري بموجبه
                state.set(row.status, _Link(behind))
        if form in ("present", "future") and state.kind is None:
            self._signed(first, state)

    def _signed(self, first: int, state: _State) -> None:
        """What is told in the present or the future under a contract is agreed: ستبني المصنع بموجب عقد."""
        for index in range(first + 1, len(self.words)):
            if _BREAK.search(self.gap(index - 1)) or self._kind(index) in ("stop", "contrast"):
                return
            hit = self.at.get(index)
            if hit is not None and hit.first == index:
                row = cast(CueRow, hit.row)
                if row.kind == "sign" and row.way == "both" and 1 < row.window >= index - first:
                    state.set(row.status, _Link(hit))
                    return

    def _governors(self, first: int, form: Form) -> Iterator[_Link | Trigger]:
        """What governs a trigger, the nearest first: cues, and at the end perhaps another trigger's finite verb."""
        closed = form != "noun"  # behind a finite verb: only a complementizer leads out
        apart = False  # behind a second complementizer: what governs stands before the first (قال إن … وإن …)
        index, inner, commas, opened = first - 1, first, 0, -1
        while index >= 0:
            gap = self.gap(index)
            if _BREAK.search(gap):
                return
            if _COMMA.search(gap) and index + 1 < first and _CLAUSE.match(self.words[index + 1].text):
                return
            if _COMMA.search(gap) and index != opened:
                opener = self._aside(index, commas == 0)
                commas += 1
                if opener >= 0:
                    index = opened = opener - 1
                    continue
            hit = self.at.get(index)
            if hit is not None and cast(CueRow, hit.row).kind == "temporal" and self._waits(index):
                index -= 1
                continue  # لم يكتمل بعد استحواذ ألفا
            if hit is None:
                if index in self.verbs:
                    if not closed:
                        yield self.verbs[index]
                    return
                index -= 1
                continue
            row = cast(CueRow, hit.row)
            index = hit.first - 1
            if apart and row.kind not in ("that", "stop", "contrast"):
                continue
            if row.kind == "aside" and hit.last + 1 == first and form == "noun":
                continue  # تدرس خيارات من بينها بيع حصتها
            if row.kind in ("stop", "contrast", "relative", "aside"):
                return
            if row.kind == "that":
                text = self.words[hit.first].text
                closed, apart = False, text[:1] == "و" and text[1:] in self.rules.cues.single
            elif row.kind in ("condition", "supposed", "expect") and inner - hit.last <= 5:
                yield self._link(hit)
                if hit.form != "noun" and self._joined(hit.first):
                    return
                inner, closed = hit.first, hit.form != "noun"
            elif closed and row.kind == "temporal" and inner - hit.last <= row.window:
                return
            elif closed and row.kind == "sign" and row.way == "both" and inner - hit.last <= 3:
                yield self._link(hit)
                return
            elif closed and row.kind == "purpose" and inner - hit.last <= row.window:
                yield self._link(hit)
                inner, closed = hit.first, False
            elif hit.pronoun and hit.form != "noun" and not hit.homograph and not closed:
                continue  # a clause on a noun, without a relative: محادثات كان يجريها لشراء
            elif not closed and self._describes(hit):
                continue  # نفت تقارير أفادت بأن، رفضت عرضا تقدمت به ألفا
            elif closed or row.way == "after" or row.kind in ("be", "was", "may", "notyet", "negation", "modifier"):
                continue
            elif inner - hit.last <= min(row.window, _NOUN_WINDOW if hit.form == "noun" else 30):
                yield self._link(hit)
                inner = hit.first
                if hit.form != "noun" and not hit.homograph:
                    if self._joined(hit.first):
                        return
                    closed = True

    def _describes(self, hit: Trigger) -> bool:
        """Whether a finite verb opens a clause on an indefinite noun before it: on a report (أنباء ترددت عن), or on an
        offer, talks or an attempt that a pronoun after the verb takes up (عرضا تقدمت به).
        """
        if hit.form == "noun" or not hit.first:
            return False
        noun = self.words[hit.first - 1].text
        for word in self.words[max(0, hit.first - 2) : hit.first]:  # تقارير أفادت، تقارير صحفية أفادت
            report = self.rules.scope.any_reading(word.text, "report")
            if report is not None and not report.article:
                return True
        after = self.words[hit.last + 1].text if hit.last + 1 < len(self.words) else ""
        taken_up = self.rules.scope.has(after, "resumed")
        deal = self.rules.scope.any_reading(noun, "deal") or self.rules.scope.any_reading(
            noun.removesuffix("ا"), "deal"
        )
        return taken_up and deal is not None and not deal.article

    def _waits(self, index: int) -> bool:
        """Whether a word follows a negated finite verb at once, so that بعد is "yet"."""
        before = self.at.get(index - 1)
        return before is not None and before.form != "noun" and self._link(before).negated

    def _aside(self, index: int, first: bool) -> int:
        """Where an aside begins that is closed by the comma after a word (، التي …، and ، وهي …،), or -1.

        A comma inside it must be followed by و (، التي تأسست عام 2010، ومقرها دبي،). Where no comma opens it, the one
        that closes it must be the ``first`` before the trigger: else the trigger is inside.
        """
        told = False
        for left in range(index, max(-1, index - _ASIDE_WINDOW), -1):
            kind = self._kind(left)
            if left < index and _COMMA.search(self.gap(left)) and not self.words[left + 1].text.startswith("و"):
                return -1
            if kind in ("relative", "aside"):
                opener = self.at[left].first
                opened = opener == 0 or _COMMA.search(self.gap(opener - 1))
                return opener if opened or first else -1
            if kind == "temporal" and left and _COMMA.search(self.gap(left - 1)):
                return -1 if told else left  # ، بعد مفاوضات طويلة،
            told = told or (left in self.at and self.at[left].form != "noun")
            if kind in ("stop", "contrast") or (left < index and _BREAK.search(self.gap(left))):
                return -1
        return -1

    def _governed(self, first: int, last: int, form: Form, state: _State) -> None:
        """Lets the governors act, from the nearest outwards."""
        own = self.at.get(first)
        aim = form == "noun" and (self._aims(first) or self._under_aim(first))
        if own is not None and own.last < last and form == "noun" and not aim:
            _act(_Link(own), state)  # the head of a trigger of several words: عرض شراء
        before, announced = "", False
        for link in self._governors(first, form):
            if isinstance(link, Trigger):
                if not aim:
                    self._under_verb(link, state)
                break
            if link.hit.last >= first:
                continue
            row = link.row
            if row.id == before:
                continue  # نفت نفيا قاطعا
            before = row.id
            if aim and row.kind not in _TAKES_AIM:
                if row.kind in ("light", "perform", "announce") and link.hit.form == "noun":
                    aim = self._aims(link.hit.first)
                    _act(link, state)
                    if not aim and not state.explicit:
                        aim = True
                    continue
                break
            aim = row.kind != "temporal" and link.hit.form == "noun" and self._aims(link.hit.first)
            if row.kind == "temporal" and announced:
                _told_then(link, state)  # بعد إعلان ألفا ضخ مليار
                return
            announced = row.kind == "announce" and link.hit.form == "noun"
            _act(link, state)
            self._failed(link, state)
            if row.kind in ("temporal", "settled") or (row.kind == "purpose" and form == "noun"):
                return
        if aim and not state.explicit:
            state.status, state.rule = "planned", "form.aim"

    def _failed(self, link: _Link, state: _State) -> None:
        """A governing noun whose adjective says that nothing came of it: محاولة فاشلة لشراء بيتا."""
        hit = self.at.get(link.hit.last + 1)
        if link.hit.form == "noun" and hit is not None:
            row = cast(CueRow, hit.row)
            if row.kind == "modifier" and row.status in OFF:
                state.set(row.status, _Link(hit))

    def _under_aim(self, first: int) -> bool:
        """Whether a noun follows another trigger's noun after ل: لجمع تمويل."""
        return any(t.form == "noun" and first - 2 <= t.last < first and self._aims(t.first) for t in self.triggers)

    def _under_verb(self, verb: Trigger, state: _State) -> None:
        """A noun under another trigger's verb shares its mood: سيحصل على المال من بيع حصته."""
        if state.explicit:
            return
        past, default = verb.form == "past", state.default
        above = _State(default, f"form.{verb.form}", verb.first, verb.last, past, default, default)
        if verb.form == "future":
            above.status = "planned"
        self._particles_of(verb.first, verb.form, above)
        self._governed(verb.first, verb.last, verb.form, above)
        if above.status in ("planned", "rumored"):
            state.status, state.rule, state.explicit = above.status, above.rule, True
            state.first, state.last = above.first, above.last

    # -- after the trigger ---------------------------------------------------------------------------------------

    def _modified(self, last: int, state: _State) -> None:
        """An adjective that says where the deal stands: الاستحواذ المحتمل."""
        aside = -1
        for index in range(last + 1, len(self.words)):
            if index <= aside:
                continue
            if _BREAK.search(self.gap(index - 1)) or index in self.verbs:
                return
            hit = self.at.get(index)
            if hit is None:
                continue
            row = cast(CueRow, hit.row)
            if row.kind == "relative" and _COMMA.search(self.gap(index - 1)):
                aside = self._closed_at(index)  # إدراج ألفا، الذي طال انتظاره، فكرة واردة
                continue
            if row.kind in ("stop", "contrast", "relative", "that") or hit.form != "noun":
                return
            if row.kind == "modifier" and hit.first - last <= row.window:
                state.set(row.status, _Link(hit))
                return

    def _later(self, last: int, form: Form, state: _State) -> None:
        """What the rest of the sentence says of the deal: لكن الصفقة ألغيت، ثم انسحبت، يتوقع إتمامها."""
        limit = min((t for t in self.verbs if t > last), default=len(self.words))
        contrast: Trigger | None = None
        crossed = False
        for hit in self.hits:
            row = cast(CueRow, hit.row)
            if hit.first <= last:
                continue
            crossed = crossed or row.kind == "stop"
            if row.kind == "contrast" and not crossed:
                contrast = hit
            if hit.first > limit and contrast is None:
                break
            link = self._link(hit)
            if row.kind in _OFF_KINDS and row.way != "before":
                told = not link.negated and self._kind(hit.first - 1) != "was"
                if told and self._speaks(hit, last, form, contrast, state):
                    _overturn(link, state)
            elif crossed and form == "past":
                continue
            elif row.kind == "perform" and self._told_again(hit, last, form):
                self._closed(link, state)
            elif row.kind == "supposed" and link.was and not state.explicit:
                _supposed(link, state)
            elif row.kind == "pending":
                _pend(link, state)
            elif row.kind == "may" and form == "noun" and not state.explicit and self._may_come(hit, last):
                state.set(row.status, link)
        if state.was and contrast is not None and state.status not in OFF:
            state.status, state.rule, state.explicit = "cancelled", cast(CueRow, contrast.row).id, True
            state.first, state.last = contrast.first, contrast.last

    def _closed(self, link: _Link, state: _State) -> None:
        """A later word on the closing: done, not done, or still to come."""
        ahead = link.hit.form == "future" or any(
            cast(CueRow, g.hit.row).kind in ("expect", "intent", "purpose", "hedge", "condition", "pending")
            for g in self._governors(link.hit.first, link.hit.form)
            if isinstance(g, _Link)
        )
        if state.status in ("denied", "cancelled"):
            return
        if link.negated and not link.notyet:
            state.set("cancelled", link)
        elif ahead or link.negated:
            if state.status == "completed":
                state.set("agreed", link)
            state.closing = True
        elif link.hit.form == "past" and state.status != "completed":
            state.set("completed", link)

    def _may_come(self, hit: Trigger, last: int) -> bool:
        """Whether a noun is the subject of a verb of carrying out that only may be: ملف الطرح قد يقدم قريبا."""
        verb = self.at.get(hit.last + 1)
        if verb is None or verb.form != "present" or not self._predicate(last, hit):
            return False
        return cast(CueRow, verb.row).kind in ("perform", "light", "announce", "intent")

    def _ahead(self, last: int, form: Form, state: _State) -> None:
        """What a present or a noun tells with a time to come is planned: ألفا تطرح أسهمها العام المقبل."""
        if form not in ("present", "noun") or state.explicit or state.status != "completed" or state.kind is not None:
            return
        for index in range(last + 1, len(self.words)):
            gap = self.gap(index - 1)
            hit = self.at.get(index)
            if _BREAK.search(gap) or _COMMA.search(gap) or index in self.verbs:
                return
            if hit is None:
                continue
            row = cast(CueRow, hit.row)
            if row.kind == "ahead" and index - last <= row.window:
                state.set(row.status, _Link(hit))
                return
            if hit.form != "noun" or row.kind in ("stop", "contrast", "relative", "that", "temporal"):
                return

    def _given_up(self, first: int, last: int, form: Form, state: _State) -> None:
        """What had been put into a project fails with it: انسحبت من مشروع كانت قد خصصت له مليونا."""
        after = self.words[last + 1 : last + 4]
        if form != "past" or state.status in OFF or not any(regex.fullmatch(r"له(?:ا|ما)?", w.text) for w in after):
            return
        if not any(cast(CueRow, hit.row).kind == "was" for hit in self._particles(first)):
            return
        for hit in reversed(self.hits):
            row = cast(CueRow, hit.row)
            if hit.last >= first or row.kind not in ("stall", "cancel"):
                continue
            if any(_BREAK.search(self.gap(index)) for index in range(hit.last, first)):
                return
            if not self._link(hit).negated:
                state.set(row.status, _Link(hit))
            return

    def _speaks(self, hit: Trigger, last: int, form: Form, contrast: Trigger | None, state: _State) -> bool:
        """Whether a later word of failure is said of the trigger's own deal."""
        near = contrast is not None and contrast.last < hit.first
        if form == "past" and not near:
            return False
        governs = any(hit.last < t.first <= hit.last + 6 for t in self.triggers)
        if hit.pronoun and hit.form != "noun" and not hit.homograph:
            return not governs
        if self._refers(hit, last) or (state.kind == "attempt" and cast(CueRow, hit.row).kind == "cancel"):
            return True
        if near and contrast is not None and hit.first - contrast.last <= 6:
            return not governs
        return form == "noun" and not governs and self._predicate(last, hit)

    def _told_again(self, hit: Trigger, last: int, form: Form) -> bool:
        """Whether a later word of completion is said of the trigger's own deal."""
        if hit.pronoun and not any(hit.last < t.first <= hit.last + 3 for t in self.triggers):
            return True
        return self._refers(hit, last) or (form == "noun" and hit.form != "noun" and self._predicate(last, hit))

    def _predicate(self, last: int, hit: Trigger) -> bool:
        """Whether a finite verb is the predicate of a noun before it: صفقة الاستحواذ تعثرت."""
        verb = self._carries(hit)
        if hit.form == "noun" and verb is None and not self._stands_alone(hit):
            return False
        start = verb.first if verb is not None else hit.first
        if self._joined(start):
            return False
        index = last
        while index + 1 < start:
            index += 1
            between = self.at.get(index)
            if self._kind(index) in ("relative", "aside"):
                index = self._closed_at(index)
                continue
            if _BREAK.search(self.gap(index - 1)) or index in self.verbs:
                return False
            if between is not None:
                kind = self._kind(index)
                bars = ("stop", "contrast") if self._stands_alone(hit) else ("stop", "contrast", "that")
                if kind in bars or (between.form != "noun" and kind not in ("was", "be")):
                    return False
        return index < start and not _BREAK.search(self.gap(hit.first - 1))

    def _carries(self, hit: Trigger) -> Trigger | None:
        """The verb of carrying out right before a verbal noun, which makes it a predicate: الطرح تم إرجاؤه."""
        verb = self.at.get(hit.first - 1) if hit.form == "noun" else None
        if verb is None or verb.form == "noun" or cast(CueRow, verb.row).kind not in ("light", "perform"):
            return None
        return verb

    def _closed_at(self, index: int) -> int:
        """The word before the comma that closes an aside (the last word where none does)."""
        for right in range(index, len(self.words) - 1):
            if _COMMA.search(self.gap(right)):
                return right
        return len(self.words) - 1

    @staticmethod
    def _stands_alone(hit: Trigger) -> bool:
        """Whether a cue is a predicate by itself, such as معلقة or في مهب الريح."""
        return cast(CueRow, hit.row).way == "after"

    def _refers(self, hit: Trigger, last: int) -> bool:
        """Whether a definite noun for the deal stands by a cue: ألغيت الصفقة، الصفقة تعثرت."""
        before = range(max(last + 1, hit.first - 3), hit.first)
        after = range(hit.last + 1, min(len(self.words), hit.last + 4))
        return any(self._anaphor(index) for index in (*after, *before))

    def _anaphor(self, index: int) -> bool:
        text = self.words[index].text
        if self.rules.scope.any_reading(text, "word"):
            return True
        reading = self.rules.scope.any_reading(text, "deal")
        if reading is not None:
            return reading.article
        bare = _PRONOUN.sub("", text)
        if bare == text:
            return False
        stem = bare[:-1] + "ه" if bare.endswith("ت") else bare
        return any(self.rules.scope.any_reading(form, "deal") for form in (bare, stem))


# -- what cues do ------------------------------------------------------------------------------------------------


def _act(link: _Link, state: _State) -> None:
    """One governor's effect on what it governs."""
    if link.negated:
        _negate(link, state)
    elif link.row.kind in _EFFECTS:
        _EFFECTS[link.row.kind](link, state)
    if link.mood is not None:
        mood = _Link(link.mood)
        _guess(mood, state) if mood.row.kind == "may" else _EFFECTS[mood.row.kind](mood, state)


def _negate(link: _Link, state: _State) -> None:
    """A negated governor: no plan and no talks deny, no signing and no carrying out fail, no failure leaves it."""
    kind = link.row.kind
    if kind in ("intent", "talks", "expect", "attempt", "hedge"):
        state.set("denied", link)
    elif kind == "sign":
        state.set("rumored" if link.notyet else "cancelled", link)
    elif kind in ("perform", "light") and state.explicit and state.status in ("planned", "rumored"):
        state.set("denied", link)
    elif kind in ("perform", "light"):
        if state.status not in OFF:
            state.set("agreed" if link.notyet else "cancelled", link)
    elif kind in _OFF_KINDS and not state.explicit:
        state.set("rumored" if kind == "deny" else "agreed", link)


def _ahead(link: _Link, state: _State) -> None:
    """Plans and expectations: what would be done is planned; what is to be closed is agreed."""
    if state.status in OFF or (state.explicit and state.status == "rumored"):
        pass
    elif link.row.kind == "expect" and state.kind == "perform":
        state.set("agreed", link)
        state.closing = True
    else:
        state.set("planned", link)
    state.was = state.was or link.was


def _guess(link: _Link, state: _State) -> None:
    """Talks and hedges: what may be; a failure that may come leaves the deal in doubt."""
    if state.status in ("cancelled", "stalled"):
        state.set("stalled", link)
    elif state.status != "denied":
        state.set("rumored", link)
    state.was = state.was or link.was


def _supposed(link: _Link, state: _State) -> None:
    """What was supposed to be is not; what is supposed to be is planned."""
    if state.status not in OFF:
        state.set("stalled" if link.was else "planned", link)
    state.was = state.was or link.was


def _sign(link: _Link, state: _State) -> None:
    """Agreements, approvals, awards."""
    if state.status in OFF or (state.explicit and (state.status == "rumored" or state.kind in ("intent", "modifier"))):
        return
    state.set("planned" if link.hit.form == "future" else "agreed", link)


def _perform(link: _Link, state: _State) -> None:
    """Verbs of carrying out and closing."""
    if state.status in OFF or (state.explicit and state.status in ("planned", "rumored")):
        return
    if link.hit.form == "future":
        state.set("planned", link)
    else:
        state.set("completed", link, link.hit.form == "past" or state.explicit)


def _lighten(link: _Link, state: _State) -> None:
    """Light and reporting verbs: only their tense counts, and their past makes a carrying out sure."""
    if link.hit.form == "future" and state.status in FIRM:
        state.set("planned", link)
    elif link.hit.form == "past" and not state.explicit and state.status in FIRM:
        explicit = link.row.kind == "light" or state.kind == "perform"
        bare = link.row.kind == "announce" and state.kind is None
        state.set(state.announced if bare else state.status, link, explicit)


def _stop(link: _Link, state: _State) -> None:
    """Delays and failures; one that is planned or denied is handled by what governs it."""
    called_off = state.status == "cancelled" and state.explicit and link.row.kind == "stall"
    if state.status != "denied" and not called_off:
        state.set(link.row.status, link)


def _deny(link: _Link, state: _State) -> None:
    """A denial; to deny a failure leaves the deal agreed."""
    state.set("agreed" if state.status in OFF and state.explicit else "denied", link)


def _when(link: _Link, state: _State) -> None:
    """After, since: told as past on the way."""
    if not state.explicit and state.status in FIRM:
        state.set(state.default, link, False)


def _told_then(link: _Link, state: _State) -> None:
    """After an announcement: what was announced stands as it was announced."""
    if not state.explicit and state.status in FIRM:
        state.set(state.announced, link, False)


def _aimed(link: _Link, state: _State) -> None:
    if not state.explicit or state.kind == "perform":
        state.set("planned", link, False)


def _provided(link: _Link, state: _State) -> None:
    """A condition; that a deal may fail (في حال تعثر الصفقة) says nothing of it."""
    if state.kind in _OFF_KINDS:
        state.status, state.explicit, state.kind = state.default, False, None
    elif state.status not in OFF:
        state.set(link.row.status, link, link.row.status != "planned")


def _pend(link: _Link, state: _State) -> None:
    """What still waits for an approval is agreed; of what is planned when it is announced, planned."""
    if state.status == "completed" and not state.explicit:
        state.set("planned" if state.announced == "planned" else "agreed", link)
    elif state.kind == "sign" and state.announced == "planned":
        state.set("planned", link)


def _settle(link: _Link, state: _State) -> None:
    """Debts that are paid back, or will be, are there: ستسدد ألفا قرضا."""
    if state.status not in OFF:
        state.set(state.default, link)


def _overturn(link: _Link, state: _State) -> None:
    """A later failure or denial; to deny a failure leaves open where the deal stands."""
    if link.row.kind == "deny" and state.status in ("cancelled", "stalled"):
        state.status, state.explicit, state.kind = state.default, False, None
    elif link.row.kind == "stall" and state.status == "cancelled" and state.kind == "cancel":
        return  # ألغت خطتها لشراء بيتا بعد أن تعثرت المفاوضات
    elif state.status != "denied":
        state.set(link.row.status, link)


_EFFECTS: dict[Kind, Callable[[_Link, _State], None]] = {
    "intent": _ahead, "attempt": _ahead, "expect": _ahead, "supposed": _supposed, "talks": _guess, "hedge": _guess,
    "sign": _sign, "perform": _perform, "pay": _perform, "light": _lighten, "announce": _lighten, "stall": _stop,
    "cancel": _stop, "deny": _deny, "temporal": _when, "settled": _settle, "purpose": _aimed, "condition": _provided,
    "pending": _pend,
}  # fmt: skip


# -- the functions that others call ------------------------------------------------------------------------------


def read_status(
    words: list[Word],
    text: str,
    first: int,
    last: int,
    form: Form,
    default: Status,
    rules: ContextRules,
    triggers: Sequence[Trigger] = (),
    names: Container[int] = (),
    homograph: bool = False,
    announced: Status | None = None,
) -> StatusReading:
    """The status of one trigger of a sentence (see ``StatusReader.read``).

    ``text`` is the normalised text that the words' offsets point into;
    for several triggers of one sentence make one ``StatusReader`` and call its ``read``.
    """
    return StatusReader(words, text, rules, triggers, names).read(first, last, form, default, homograph, announced)


@dataclass(frozen=True, slots=True)
class Told:
    """A reading in its place: whether in the title, and whether as background (C9)."""

    reading: StatusReading
    title: bool = False
    background: bool = False


_ORDER: tuple[Status, ...] = ("completed", "agreed", "planned", "rumored")


def article_status(told: Sequence[Told], outcomes: Iterable[StatusReading] = ()) -> StatusReading:
    """Where an article leaves a deal: ``told`` are its tellings and ``outcomes`` later sentences on "the deal", both in
    the order of the text. Raises ``ValueError`` where nothing is told.

    What is said outright counts before what a noun or a headline's present leaves open. A denial, a cancellation or a
    delay wins, except a delay that a completion ends; else the firmest status; an expected closing keeps a deal from
    being completed. A failure told as background gives way to news of agreement. What is said of "the deal" can't undo
    what is told as done, nor make a deal of mere talks.
    """
    if not told:
        raise ValueError("article_status needs at least one reading")
    news = any(t.reading.explicit and t.reading.status in FIRM and not t.background for t in told)
    plain = [t.reading for t in told if not (news and t.background and t.reading.status in OFF)]
    sure = [r for r in plain if r.explicit]
    done = any(r.status == "completed" and not r.closing for r in sure)
    hoped = bool(sure) and all(r.status == "rumored" for r in sure)
    sure += [o for o in outcomes if o.explicit and not (done and o.status in OFF) and not (hoped and o.status in FIRM)]
    pool = sure or plain
    for status in ("denied", "cancelled"):
        off = [r for r in pool if r.status == status]
        if off:
            return off[-1]
    stalled = [i for i, r in enumerate(pool) if r.status == "stalled"]
    if stalled and not any(r.status == "completed" for r in pool[stalled[-1] + 1 :]):
        return pool[stalled[-1]]
    rest = [r for r in pool if r.status != "stalled"]
    best = min(rest, key=lambda r: _ORDER.index(r.status))
    if best.status not in FIRM:  # أعلنت ألفا استحواذها is no guess, whatever is hoped of it elsewhere
        best = next((r for r in plain if r.rule.startswith("announce.") and r.status in FIRM), best)
    closing = next((r for r in pool if r.closing or r.rule.startswith("pend.")), None)
    if best.status == "completed" and closing is not None and closing.status == "agreed":
        return closing
    return best
