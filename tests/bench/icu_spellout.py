"""Writes ``tests/data/icu_spellout_ar.tsv``: numbers of every size, spelled in Arabic by ICU's rule-based formatter.

PyICU has no wheel and needs ICU's headers and a compiler, so the tests read this file instead of asking ICU. Anyone
with PyICU (``apt-get install libicu-dev g++ pkg-config``, ``pip install PyICU``; MIT licence) can make it anew:
``python tests/bench/icu_spellout.py``; with ``--print`` it prints the rows of other numbers instead.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

RULESETS = ("%spellout-cardinal-masculine", "%spellout-cardinal-feminine", "%spellout-numbering")
TARGET = Path(__file__).parents[1] / "data" / "icu_spellout_ar.tsv"


def numbers(seed: int) -> list[str]:
    """Every number to 130, numbers of every size to the trillions, and decimals."""
    draw = random.Random(seed)
    sizes = [10**power for power in range(2, 15)]
    whole = {*range(131), *sizes, *(draw.randrange(size // 10, size) for size in sizes for _ in range(80))}
    rounded = {draw.randrange(1, 1000) * 10**power for power in (3, 6, 9, 12) for _ in range(25)}
    decimals = {f"{draw.randrange(100)}.{draw.randrange(1, 10)}" for _ in range(30)}
    return [str(number) for number in sorted(whole | rounded)] + sorted(decimals)


def main() -> None:
    """Spells every number by every rule set."""
    import icu

    shown = "--print" in sys.argv

    formats = {}
    for ruleset in RULESETS:
        formats[ruleset] = icu.RuleBasedNumberFormat(icu.URBNFRuleSetTag.SPELLOUT, icu.Locale("ar"))
        formats[ruleset].setDefaultRuleSet(ruleset)
    rows: dict[tuple[str, str], None] = {}
    for number in numbers(12 if shown else 11):
        value = float(number) if "." in number else int(number)
        for ruleset in RULESETS:
            rows[number, " ".join(formats[ruleset].format(value).split())] = None
    if shown:
        print("\n".join("\t".join(row) for row in rows))
        return
    head = f"# Spelled by ICU {icu.ICU_VERSION} (locale ar, Unicode License v3) for tests/bench/icu_spellout.py."
    lines = [head, "number\tspelled", *("\t".join(row) for row in rows)]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(rows)} spellings of {len(numbers(11))} numbers")


if __name__ == "__main__":
    main()
