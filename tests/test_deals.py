"""Deals told in many ways: type, status and roles. The sentences are of our own making; the names are of the lexicon
or stand in quotes after a head noun."""

# ruff: noqa: E501
from __future__ import annotations

import pytest

import safqa

CASES = [
    # verb first, subject first, future, passive noun, with price and share
    ("استحوذت شركة «نخلة» على شركة «سراب» مقابل 30 مليون دولار.", "acquisition", "completed", {"acquirer": ["نخلة"], "target": ["سراب"]}),
    ("شركة «نخلة» استحوذت على منصة «سراب» بالكامل.", "acquisition", "completed", {"acquirer": ["نخلة"], "target": ["سراب"]}),
    ("تعتزم شركة «نخلة» الاستحواذ على شركة «سراب» خلال العام.", "acquisition", "planned", {"acquirer": ["نخلة"], "target": ["سراب"]}),
    ("أتمت شركة «نخلة» استحواذها على شركة «سراب».", "acquisition", "completed", {"acquirer": ["نخلة"], "target": ["سراب"]}),
    ("ستستحوذ مجموعة «نخلة» على شركة «سراب» في يونيو.", "acquisition", "planned", {"acquirer": ["نخلة"], "target": ["سراب"]}),
    ("اشترت شركة «نخلة» شركة «سراب» من مجموعة «واحة».", "acquisition", "completed", {"acquirer": ["نخلة"], "target": ["سراب"], "seller": ["واحة"]}),
    ("باعت مجموعة «واحة» شركة «سراب» إلى شركة «نخلة».", "acquisition", "completed", {"acquirer": ["نخلة"], "target": ["سراب"], "seller": ["واحة"]}),
    ("ألغت شركة «نخلة» الاستحواذ على شركة «سراب».", "acquisition", "cancelled", {"acquirer": ["نخلة"], "target": ["سراب"]}),
    ("نفت شركة «نخلة» شراء شركة «سراب».", "acquisition", "denied", {"acquirer": ["نخلة"], "target": ["سراب"]}),
    ("تجري شركة «نخلة» محادثات للاستحواذ على شركة «سراب».", "acquisition", "rumored", {"acquirer": ["نخلة"], "target": ["سراب"]}),
    # mergers
    ("أعلن عن اندماج شركة «نخلة» مع شركة «سراب».", "merger", "agreed", {"party": ["نخلة", "سراب"]}),
    # investments and rounds
    ("استثمرت شركة «نخلة» 5 ملايين دولار في شركة «سراب».", "investment", "completed", {"investor": ["نخلة"], "target": ["سراب"]}),
    ("تخطط شركة «نخلة» لضخ 5 ملايين دولار في شركة «سراب».", "investment", "planned", {"investor": ["نخلة"], "target": ["سراب"]}),
    ("جمعت شركة «سراب» 12 مليون دولار من شركة «نخلة».", "funding_round", "completed", {"target": ["سراب"], "investor": ["نخلة"]}),
    ("أغلقت شركة «سراب» جولة تمويلية بقيمة 12 مليون دولار بقيادة صندوق «واحة».", "funding_round", "completed", {"target": ["سراب"], "lead_investor": ["واحة"]}),
    # loans, offerings, partnerships
    ("اقترضت شركة «سراب» 40 مليون دولار من بنك «الواحة».", "debt", "completed", {"borrower": ["سراب"], "lender": ["الواحة"]}),
    ("وقعت شركة «نخلة» مذكرة تفاهم مع شركة «سراب».", "partnership", "agreed", {"partner": ["نخلة", "سراب"]}),
]  # fmt: skip

NO_DEALS = [
    "أعلنت شركة «نخلة» إعادة شراء أسهمها بقيمة 20 مليون دولار.",
    "ارتفعت أرباح شركة «نخلة» إلى 20 مليون دولار في الربع الأول.",
    "اشترى السكان الخبز من السوق.",
    "عقد مجلس إدارة شركة «نخلة» اجتماعا أمس.",
    "استحوذت على حصة سوقية قدرها 30%.",
    "بدأت جولة محادثات جديدة بين البلدين.",
]


@pytest.mark.parametrize(("text", "kind", "status", "roles"), CASES, ids=range(len(CASES)))
def test_deal(text: str, kind: str, status: str, roles: dict[str, list[str]]) -> None:
    deals = safqa.extract(text).deals
    assert [deal.type for deal in deals] == [kind]
    found: dict[str, list[str]] = {}
    for party in deals[0].parties:
        found.setdefault(party.role, []).append(party.name.removeprefix("بنك «").removeprefix("صندوق «"))
    assert {role: sorted(names) for role, names in found.items()} == {
        role: sorted(names) for role, names in roles.items()
    }
    assert deals[0].status == status


@pytest.mark.parametrize("text", NO_DEALS, ids=range(len(NO_DEALS)))
def test_no_deal(text: str) -> None:
    assert safqa.extract(text).deals == []


def test_amount_stake_and_round_are_read_with_their_deal() -> None:
    text = "استحوذت شركة «نخلة» على حصة 25% في شركة «سراب» مقابل 3.5 مليار ريال."
    (deal,) = safqa.extract(text).deals
    assert deal.amount is not None
    assert (deal.amount.min, deal.amount.currency, deal.amount.text) == (3_500_000_000, "SAR", "3.5 مليار ريال")
    assert deal.stake is not None and deal.stake.min == 25.0


def test_tellings_of_one_transaction_are_one_deal() -> None:
    text = "استحوذت شركة «نخلة» على شركة «سراب».\nوجاء استحواذ «نخلة» على «سراب» مقابل 30 مليون دولار."
    (deal,) = safqa.extract(text).deals
    assert deal.amount is not None and deal.amount.min == 30_000_000
    assert len(deal.evidence) == 2


def test_every_offset_slices_the_article_as_read() -> None:
    text = "اسـتـحوذت شركةُ «نخلة» على شركة «سراب» مقابل ٣٠ مليون دولار."
    extraction = safqa.extract(text, title="صفقة")
    (deal,) = extraction.deals
    full = extraction.article.full
    assert all(full[p.start : p.end] == p.name for p in deal.parties)
    assert deal.amount is not None and full[deal.amount.start : deal.amount.end] == deal.amount.text == "٣٠ مليون دولار"
