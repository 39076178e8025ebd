"""Forms written out by hand, verb by verb, held against what the paradigms derive."""

# ruff: noqa: E501
from __future__ import annotations

import pytest

from safqa.mentions.paradigms import (
    Verb,
    future_forms,
    noun_forms,
    participle_forms,
    participles,
    past_forms,
    present_forms,
)
from safqa.mentions.triggers import FormTable, VerbRow
from safqa.normalise import fold
from safqa.pipeline import load_rules
from safqa.words import words_of

# past, present, then the third person by hand:
# past: he, she, they two (m, f), they (m, f) · present: he, she, they two (m, f), they (m, f) · jussive: he, they two, they
VERBS = {
    "sound I": ("جمع يجمع", "جمع جمعت جمعا جمعتا جمعوا جمعن", "يجمع تجمع يجمعان تجمعان يجمعون يجمعن", "يجمع يجمعا يجمعوا"),
    "sound I, ayn": ("دفع يدفع", "دفع دفعت دفعا دفعتا دفعوا دفعن", "يدفع تدفع يدفعان تدفعان يدفعون يدفعن", "يدفع يدفعا يدفعوا"),
    "hollow I, w": ("قاد يقود", "قاد قادت قادا قادتا قادوا قدن", "يقود تقود يقودان تقودان يقودون يقدن", "يقد يقودا يقودوا"),
    "hollow I, w 2": ("فاز يفوز", "فاز فازت فازا فازتا فازوا فزن", "يفوز تفوز يفوزان تفوزان يفوزون يفزن", "يفز يفوزا يفوزوا"),
    "hollow I, y": ("باع يبيع", "باع باعت باعا باعتا باعوا بعن", "يبيع تبيع يبيعان تبيعان يبيعون يبعن", "يبع يبيعا يبيعوا"),
    "hollow I, a": ("نال ينال", "نال نالت نالا نالتا نالوا نلن", "ينال تنال ينالان تنالان ينالون ينلن", "ينل ينالا ينالوا"),
    "defective I, y": ("بنى يبني", "بنى بنت بنيا بنتا بنوا بنين", "يبني تبني يبنيان تبنيان يبنون يبنين", "يبن يبنيا يبنوا"),
    "defective I, w": ("دعا يدعو", "دعا دعت دعوا دعتا دعوا دعون", "يدعو تدعو يدعوان تدعوان يدعون يدعون", "يدع يدعوا يدعوا"),
    "defective I, a": ("سعى يسعى", "سعى سعت سعيا سعتا سعوا سعين", "يسعى تسعى يسعيان تسعيان يسعون يسعين", "يسع يسعيا يسعوا"),
    "defective I, i": ("بقي يبقى", "بقي بقيت بقيا بقيتا بقوا بقين", "يبقى تبقى يبقيان تبقيان يبقون يبقين", "يبق يبقيا يبقوا"),
    "doubled I": ("ضخ يضخ", "ضخ ضخت ضخا ضختا ضخوا ضخخن", "يضخ تضخ يضخان تضخان يضخون يضخخن", "يضخ يضخا يضخوا"),
    "doubled I 2": ("ضم يضم", "ضم ضمت ضما ضمتا ضموا ضممن", "يضم تضم يضمان تضمان يضمون يضممن", "يضمم يضما يضموا"),
    "hamzated I, first": ("أخذ يأخذ", "أخذ أخذت أخذا أخذتا أخذوا أخذن", "يأخذ تأخذ يأخذان تأخذان يأخذون يأخذن", "يأخذ يأخذا يأخذوا"),
    "hamzated I, middle": ("سأل يسأل", "سأل سألت سألا سألتا سألوا سألن", "يسأل تسأل يسألان تسألان يسألون يسألن", "يسأل يسألا يسألوا"),
    "hamzated I, last": ("بدأ يبدأ", "بدأ بدأت بدآ بدأتا بدأوا بدأن", "يبدأ تبدأ يبدآن تبدآن يبدأون يبدأن", "يبدأ يبدآ يبدؤوا"),
    "assimilated I": ("وصل يصل", "وصل وصلت وصلا وصلتا وصلوا وصلن", "يصل تصل يصلان تصلان يصلون يصلن", "يصل يصلا يصلوا"),
    "II": ("وقّع يوقّع", "وقع وقعت وقعا وقعتا وقعوا وقعن", "يوقع توقع يوقعان توقعان يوقعون يوقعن", "يوقع يوقعا يوقعوا"),
    "II, hollow root": ("موّل يموّل", "مول مولت مولا مولتا مولوا مولن", "يمول تمول يمولان تمولان يمولون يمولن", "يمول يمولا يمولوا"),
    "II, hamza first": ("أسس يؤسس", "أسس أسست أسسا أسستا أسسوا أسسن", "يؤسس تؤسس يؤسسان تؤسسان يؤسسون يؤسسن", "يؤسس يؤسسا يؤسسوا"),
    "II, defective": ("غطّى يغطّي", "غطى غطت غطيا غطتا غطوا غطين", "يغطي تغطي يغطيان تغطيان يغطون يغطين", "يغط يغطيا يغطوا"),
    "III": ("شارك يشارك", "شارك شاركت شاركا شاركتا شاركوا شاركن", "يشارك تشارك يشاركان تشاركان يشاركون يشاركن", "يشارك يشاركا يشاركوا"),
    "IV": ("أبرم يبرم", "أبرم أبرمت أبرما أبرمتا أبرموا أبرمن", "يبرم تبرم يبرمان تبرمان يبرمون يبرمن", "يبرم يبرما يبرموا"),
    "IV, hollow": ("أدار يدير", "أدار أدارت أدارا أدارتا أداروا أدرن", "يدير تدير يديران تديران يديرون يدرن", "يدر يديرا يديروا"),
    "IV, defective": ("أرسى يرسي", "أرسى أرست أرسيا أرستا أرسوا أرسين", "يرسي ترسي يرسيان ترسيان يرسون يرسين", "يرس يرسيا يرسوا"),
    "IV, doubled": ("أتم يتم", "أتم أتمت أتما أتمتا أتموا أتممن", "يتم تتم يتمان تتمان يتمون يتممن", "يتم يتما يتموا"),
    "IV, hamza last": ("أنشأ ينشئ", "أنشأ أنشأت أنشآ أنشأتا أنشأوا أنشأن", "ينشئ تنشئ ينشئان تنشئان ينشئون ينشئن", "ينشئ ينشئا ينشئوا"),
    "V": ("تملك يتملك", "تملك تملكت تملكا تملكتا تملكوا تملكن", "يتملك تتملك يتملكان تتملكان يتملكون يتملكن", "يتملك يتملكا يتملكوا"),
    "V, defective": ("تلقى يتلقى", "تلقى تلقت تلقيا تلقتا تلقوا تلقين", "يتلقى تتلقى يتلقيان تتلقيان يتلقون يتلقين", "يتلق يتلقيا يتلقوا"),
    "VI": ("تعاون يتعاون", "تعاون تعاونت تعاونا تعاونتا تعاونوا تعاون", "يتعاون تتعاون يتعاونان تتعاونان يتعاونون يتعاون", "يتعاون يتعاونا يتعاونوا"),
    "VI, sound": ("تحالف يتحالف", "تحالف تحالفت تحالفا تحالفتا تحالفوا تحالفن", "يتحالف تتحالف يتحالفان تتحالفان يتحالفون يتحالفن", "يتحالف يتحالفا يتحالفوا"),
    "VII": ("اندمج يندمج", "اندمج اندمجت اندمجا اندمجتا اندمجوا اندمجن", "يندمج تندمج يندمجان تندمجان يندمجون يندمجن", "يندمج يندمجا يندمجوا"),
    "VII, doubled": ("انضم ينضم", "انضم انضمت انضما انضمتا انضموا انضممن", "ينضم تنضم ينضمان تنضمان ينضمون ينضممن", "ينضم ينضما ينضموا"),
    "VIII": ("اقترض يقترض", "اقترض اقترضت اقترضا اقترضتا اقترضوا اقترضن", "يقترض تقترض يقترضان تقترضان يقترضون يقترضن", "يقترض يقترضا يقترضوا"),
    "VIII, assimilated": ("اتفق يتفق", "اتفق اتفقت اتفقا اتفقتا اتفقوا اتفقن", "يتفق تتفق يتفقان تتفقان يتفقون يتفقن", "يتفق يتفقا يتفقوا"),
    "VIII, hollow": ("ابتاع يبتاع", "ابتاع ابتاعت ابتاعا ابتاعتا ابتاعوا ابتعن", "يبتاع تبتاع يبتاعان تبتاعان يبتاعون يبتعن", "يبتع يبتاعا يبتاعوا"),
    "VIII, defective": ("اشترى يشتري", "اشترى اشترت اشتريا اشترتا اشتروا اشترين", "يشتري تشتري يشتريان تشتريان يشترون يشترين", "يشتر يشتريا يشتروا"),
    "VIII, doubled": ("احتل يحتل", "احتل احتلت احتلا احتلتا احتلوا احتللن", "يحتل تحتل يحتلان تحتلان يحتلون يحتللن", "يحتل يحتلا يحتلوا"),
    "X": ("استحوذ يستحوذ", "استحوذ استحوذت استحوذا استحوذتا استحوذوا استحوذن", "يستحوذ تستحوذ يستحوذان تستحوذان يستحوذون يستحوذن", "يستحوذ يستحوذا يستحوذوا"),
    "X, hollow": ("استعاد يستعيد", "استعاد استعادت استعادا استعادتا استعادوا استعدن", "يستعيد تستعيد يستعيدان تستعيدان يستعيدون يستعدن", "يستعد يستعيدا يستعيدوا"),
    "X, defective": ("استثنى يستثني", "استثنى استثنت استثنيا استثنتا استثنوا استثنين", "يستثني تستثني يستثنيان تستثنيان يستثنون يستثنين", "يستثن يستثنيا يستثنوا"),
    "X, hamza middle": ("استأجر يستأجر", "استأجر استأجرت استأجرا استأجرتا استأجروا استأجرن", "يستأجر تستأجر يستأجران تستأجران يستأجرون يستأجرن", "يستأجر يستأجرا يستأجروا"),
}  # fmt: skip
VERBS["VI"] = (
    "تعاون يتعاون",
    "تعاون تعاونت تعاونا تعاونتا تعاونوا",
    "يتعاون تتعاون يتعاونان تتعاونان يتعاونون",
    "يتعاون يتعاونا يتعاونوا",
)

# what is written otherwise in the passive: past he, she · present he, she (a dash where the active has the same letters)
PASSIVES = {
    "باع يبيع": "بيع بيعت يباع تباع", "قاد يقود": "قيد قيدت يقاد تقاد", "اشترى يشتري": "- اشتريت - -",
    "ألغى يلغي": "- ألغيت - -", "دعا يدعو": "دعي دعيت يدعى تدعى", "أدار يدير": "أدير أديرت يدار تدار",
    "استعاد يستعيد": "استعيد استعيدت يستعاد تستعاد", "اختار يختار": "اختير اختيرت - -", "شارك يشارك": "شورك شوركت - -",
    "تبادل يتبادل": "تبودل تبودلت - -", "أنشأ ينشئ": "أنشئ أنشئت ينشأ تنشأ", "أخذ يأخذ": "- - يؤخذ تؤخذ",
    "سأل يسأل": "سئل سئلت - -", "وصل يصل": "- - يوصل توصل", "تلقى يتلقى": "- تلقيت - -", "طرح يطرح": "- - - -",
}  # fmt: skip

# object pronouns, by hand: written together with he, she, they; and the verb's present, subjunctive and jussive
PRONOUNS = {
    "اشترى يشتري": "اشتراها اشتراه اشترتها اشترتهما اشتروها اشترياها يشتريها تشتريه يشترونها يشتروها",
    "باع يبيع": "باعها باعته باعوها باعتهم يبيعها تبيعهما يبيعونه يبيعوها",
    "ضم يضم": "ضمها ضمته ضموهم يضمها تضمه يضمونها", "تلقى يتلقى": "تلقاها تلقته تلقوها يتلقاها تتلقاه يتلقونها",
    "أنشأ ينشئ": "أنشأها أنشأته أنشأوها ينشئها تنشئه ينشئونها", "بدأ يبدأ": "بدأها بدأته يبدأها يبدؤها تبدأه",
    "دعا يدعو": "دعاها دعته دعوها يدعوها تدعوه يدعونها", "استحوذ يستحوذ": "استحوذها استحوذته يستحوذها",
}  # fmt: skip

NOUNS = {
    "استحواذ": "استحواذ استحواذا استحواذها استحواذه استحواذهما استحواذهم",
    "شراء": "شراء شراؤها شرائها شراءه شرائه", "صفقة": "صفقة صفقتها صفقته صفقتهما",
    "تخلي": "تخلي تخل تخليا تخليها تخليه", "جولة تمويلية": "جولة تمويلية|جولتها تمويلية|جولة تمويليتها",
    "صفقة استحواذ": "صفقة استحواذ|صفقة استحواذها", "قرض ميسر": "قرض ميسر|قرضا ميسرا|قرضها ميسر",
}  # fmt: skip

PARTICIPLES = {
    "استحوذ يستحوذ": ("مستحوذ", "مستحوذ"), "اشترى يشتري": ("مشتري", "مشترى"), "استعاد يستعيد": ("مستعيد", "مستعاد"),
    "أدرج يدرج": ("مدرج", "مدرج"), "أدار يدير": ("مدير", "مدار"), "أنشأ ينشئ": ("منشئ", "منشأ"),
    "شارك يشارك": ("مشارك", "مشارك"), "تعاون يتعاون": ("متعاون", "متعاون"), "تلقى يتلقى": ("متلقي", "متلقى"),
    "اندمج يندمج": ("مندمج", "مندمج"), "موّل يموّل": ("ممول", "ممول"), "اختار يختار": ("مختار", "مختار"),
}  # fmt: skip


def _forms(lemma: str) -> Verb:
    return Verb.of(*lemma.split())


def _folded(words: str) -> set[str]:
    return {fold(word) for word in words.split()}


@pytest.mark.parametrize("kind", VERBS)
def test_past_present_and_jussive(kind: str) -> None:
    lemma, past, present, jussive = VERBS[kind]
    verb = _forms(lemma)
    found = {form.text for form in past_forms(verb) if not form.passive}
    assert _folded(past) <= found
    indicative = {form.text for form in present_forms(verb) if not form.passive and not form.jussive}
    assert _folded(present) <= indicative
    every = {form.text for form in present_forms(verb) if not form.passive}
    assert _folded(jussive) <= every
    assert {"س" + form for form in _folded(present)} <= {form.text for form in future_forms(verb)}


@pytest.mark.parametrize("kind", VERBS)
def test_nothing_more_is_derived_without_a_pronoun(kind: str) -> None:
    """The active forms are those written out, and variants of spelling of the final hamza; nothing else."""
    lemma, past, present, jussive = VERBS[kind]
    verb = _forms(lemma)
    wanted = _folded(past) | _folded(present) | _folded(jussive) | {"ت" + form[1:] for form in _folded(jussive)}
    wanted |= {"ت" + form[1:] for form in _folded(present) if form.endswith("ون")}
    found = {f.text for f in (*past_forms(verb), *present_forms(verb)) if not f.passive and not f.pronoun}
    if verb.past[-1] in "أن":  # its final hamza has several seats; its final ن swallows that of the feminine plural
        return
    assert {form for form in found - wanted if not (verb.doubled and form[-1] == form[-2])} == set()


@pytest.mark.parametrize("lemma", PASSIVES)
def test_passives_that_are_written_otherwise(lemma: str) -> None:
    verb = _forms(lemma)
    past = {form.text for form in past_forms(verb) if form.passive}
    present = {form.text for form in present_forms(verb) if form.passive}
    by_hand = [fold(word) for word in PASSIVES[lemma].split()]
    for forms, words in ((past, by_hand[:2]), (present, by_hand[2:])):
        assert {word for word in words if word != "-"} <= forms
        if set(words) == {"-"}:
            assert forms == set()


@pytest.mark.parametrize("lemma", PRONOUNS)
def test_object_pronouns(lemma: str) -> None:
    verb = _forms(lemma)
    found = {form.text for form in (*past_forms(verb), *present_forms(verb)) if form.pronoun}
    assert _folded(PRONOUNS[lemma]) <= found


def test_a_form_of_the_jussive_alone_is_marked() -> None:
    marked = {form.text for form in present_forms(_forms("باع يبيع")) if form.jussive and not form.pronoun}
    assert marked == {"يبع", "تبع"}
    assert not any(form.jussive for form in present_forms(_forms("جمع يجمع")))


@pytest.mark.parametrize("noun", NOUNS)
def test_verbal_nouns(noun: str) -> None:
    wanted = NOUNS[noun].split("|") if "|" in NOUNS[noun] else NOUNS[noun].split()
    assert {fold(form) for form in wanted} <= {form.text for form in noun_forms(noun)}


@pytest.mark.parametrize("lemma", PARTICIPLES)
def test_participles_of_derived_stems(lemma: str) -> None:
    assert tuple(map(fold, participles(_forms(lemma)))) == tuple(map(fold, PARTICIPLES[lemma]))


@pytest.mark.parametrize("lemma", ["باع يبيع", "جمع يجمع", "ضخ يضخ", "أخذ يأخذ", "وقع يوقع"])
def test_participles_of_stem_one_must_be_written_out(lemma: str) -> None:
    with pytest.raises(ValueError, match="write them out"):
        participles(_forms(lemma))


@pytest.mark.parametrize(
    ("participle", "forms"),
    [
        ("مستحوذ", "مستحوذ مستحوذة مستحوذا مستحوذان مستحوذين مستحوذتان مستحوذتين مستحوذون مستحوذات مستحوذها"),
        ("مشتري", "مشتري مشتر مشترية مشتريا مشتريان مشترون مشترين مشتريها"),
        ("ملغى", "ملغى ملغاة ملغيان ملغيين ملغون ملغيات"),
        ("بائع", "بائع بائعة بائعا بائعان بائعون بائعين بائعات بائعها"),
        ("مباع", "مباع مباعة مباعا مباعتين مباعة"),
    ],
)
def test_participles_are_inflected(participle: str, forms: str) -> None:
    assert _folded(forms) <= {form.text for form in participle_forms(participle)}


# -- in the table -----------------------------------------------------------------------------------------------------

ROW = VerbRow(id="x.baa", type="acquisition", status="completed", past="باع", present="يبيع", noun="بيع",
              active="بائع", passive="مباع", genitive="target", subject="seller", object="target", ila="acquirer")  # fmt: skip
TAKE = VerbRow(id="x.take", type="acquisition", status="completed", past="استحوذ", present="يستحوذ", noun="استحواذ",
               active="+", passive="+", subject="acquirer", ala="target")  # fmt: skip
TABLE = FormTable([ROW, TAKE], frozenset({"لم", "لما"}))


@pytest.mark.parametrize(
    ("text", "form", "passive"),
    [
        ("باعت", "past", False), ("وباعوها", "past", False), ("سيبيع", "future", False), ("فستبيعها", "future", False),
        ("بيعت", "past", True), ("تباع", "present", True), ("ستباع", "future", True), ("بيع", "noun", False),
        ("البيع", "noun", False), ("ببيعها", "noun", False), ("لبيع", "noun", False), ("لم يبع", "present", False),
        ("ولم تبعها", "present", False), ("لتبيع", "present", False), ("البائعة", "active", False),
        ("المباعة", "passive", False), ("المستحوذة", "active", False), ("والمستحوذ", "active", False),
        ("للمستحوذة", "active", False), ("لاستحواذها", "noun", False), ("واستحوذتا", "past", False),
    ],
)  # fmt: skip
def test_forms_are_found_in_text(text: str, form: str, passive: bool) -> None:
    (trigger,) = TABLE.find(words_of(fold(text)))
    assert (trigger.form, trigger.passive) == (form, passive)


@pytest.mark.parametrize("text", ["تبع", "يبع الآن", "بضاعة", "البيعة", "المبيعات", "حوذ"])
def test_other_words_are_no_forms(text: str) -> None:
    assert TABLE.find(words_of(fold(text))) == []


def test_the_passive_turns_the_valency() -> None:
    (trigger,) = TABLE.find(words_of(fold("بيعت")))
    row = trigger.row
    assert isinstance(row, VerbRow)
    assert (row.subject, row.object, row.agent, row.ila) == ("target", "", "seller", "acquirer")


def test_every_verb_of_the_lexicon_is_found_in_its_citation_forms() -> None:
    table = load_rules().verbs
    missing = []
    for row in table.rows:
        assert isinstance(row, VerbRow)
        for lemma in filter(None, (row.past, row.present)):
            if not any(trigger.row.id == row.id for trigger in table.every(words_of(fold(lemma)))):
                missing.append((row.id, lemma))
    assert missing == []
