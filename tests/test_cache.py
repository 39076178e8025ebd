"""What is kept of rules on disk: it is what would be made anew, it misses no edit, and nothing wrong in it is used."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import safqa
from safqa import cache, pipeline
from safqa.pipeline import Rules, load_rules

TEXT = "استحوذت شركة «نخلة» على شركة «سراب» مقابل 3 ملايين دولار، واشترت شركة غوغل حصة 5% في شركة «غدير»."


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache without rules, and a process that has loaded none yet."""
    folder, shared = tmp_path / "cache", cache.folder()
    assert shared is not None
    folder.mkdir(mode=0o700)
    for path in shared.glob("letters-*"):  # the table of letters, which takes a process a second to make
        shutil.copy2(path, folder)
    monkeypatch.setenv(cache.ENVIRONMENT, str(folder))
    monkeypatch.setattr(pipeline, "_LOADED", {})
    return folder


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A small folder of rules that stands alone: the packaged ones without their lists of companies."""
    folder = tmp_path / "mine"
    left_out = shutil.ignore_patterns("world*", "gulf*", "venture*", "maghreb*", "levant*", "chips*", "examples*")
    shutil.copytree(pipeline.open_rules().paths[0], folder, ignore=left_out)
    return folder


def entries(folder: Path) -> list[Path]:
    return sorted(folder.glob("rules-*"))


def again(folder: Path, monkeypatch: pytest.MonkeyPatch, build: bool = False) -> Rules:
    """The rules as a later process loads them; without ``build``, from what was kept alone."""

    def refuse(*_: object) -> Rules:
        raise AssertionError("made anew")

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "_LOADED", {})
        if not build:
            patch.setattr(pipeline, "build_rules", refuse)
        return load_rules(folder)


def read(rules: Rules) -> list[dict[str, object]]:
    found = safqa.extract(TEXT, rules=rules)
    return [thing.model_dump() for thing in (*found.deals, *found.mentions)]


def test_what_is_kept_gives_the_records_of_what_is_made(
    kept: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = load_rules(root / "rules")
    (entry,) = entries(kept)
    assert entry.stat().st_mode & 0o077 == 0
    loaded = again(root / "rules", monkeypatch)
    assert loaded is not made
    assert loaded.hash == made.hash
    assert loaded.folder == made.folder
    assert loaded.verbs.single.keys() == made.verbs.single.keys()
    assert set(loaded.companies.lexicon.keys()) == set(made.companies.lexicon.keys())
    assert read(loaded) == read(made)
    assert len(read(made)) > 5


def test_an_edit_in_place_is_never_missed(kept: Path, mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_rules(mine)
    path = mine / "deals" / "acquisition" / "verbs.tsv"
    before, text = path.stat(), path.read_text(encoding="utf-8")
    changed = text.replace("استحوذ", "استحوط")
    path.write_text(changed, encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert "استحوطت" in load_rules(mine).verbs.single  # in this process, too
    assert len(entries(kept)) == 2
    path.write_text(text, encoding="utf-8")
    assert "استحوذت" in again(mine, monkeypatch).verbs.single


def test_a_file_renamed_or_taken_out_is_another_set(kept: Path, mine: Path) -> None:
    load_rules(mine)
    folder = mine / "companies"
    (folder / "egypt.tsv").rename(folder / "nile.tsv")
    load_rules(mine)
    assert len(entries(kept)) == 2
    (mine / "rules.yaml").write_text("extends: none\nwithout: [acq.istahwadh]\n", encoding="utf-8")
    assert "استحوذت" not in load_rules(mine).verbs.single
    assert len(entries(kept)) == 3


@pytest.mark.parametrize("fault", ["cut", "empty", "altered", "other bytes", "written by others"])
def test_a_faulty_entry_is_made_anew(kept: Path, mine: Path, monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    wanted = read(load_rules(mine))
    (entry,) = entries(kept)
    whole = entry.read_bytes()
    faulty = {
        "cut": whole[: len(whole) // 2],
        "empty": b"",
        "altered": whole[:-1000] + bytes([whole[-1000] ^ 1]) + whole[-999:],
        "other bytes": b"cos\nsystem\n(S'exit 1'\ntR.",
    }
    entry.write_bytes(faulty.get(fault, whole))
    if fault == "written by others":
        entry.chmod(0o666)
    with pytest.raises(AssertionError, match="made anew"):
        again(mine, monkeypatch)
    assert read(again(mine, monkeypatch, build=True)) == wanted
    assert entry.read_bytes()[:8] == whole[:8]
    assert read(again(mine, monkeypatch)) == wanted


def test_a_file_saved_while_rules_are_made_is_not_kept_as_what_it_was(
    kept: Path, mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = mine / "deals" / "acquisition" / "verbs.tsv"
    build = pipeline.build_rules

    def slow(*arguments: object) -> Rules:
        path.write_text(path.read_text(encoding="utf-8").replace("استحوذ", "استحوط"), encoding="utf-8")
        return build(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "build_rules", slow)
    assert "استحوطت" in load_rules(mine).verbs.single
    assert entries(kept) == []


def test_it_can_be_turned_off_and_needs_no_folder(
    kept: Path, mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(cache.ENVIRONMENT, "off")
    assert read(load_rules(mine))
    (tmp_path / "file").write_text("")
    for place in (tmp_path / "file", tmp_path / "file" / "below", Path("/proc/none")):
        monkeypatch.setenv(cache.ENVIRONMENT, str(place))
        assert cache.fetch("rules-x") is None
        assert not cache.keep("rules-x", "thing")
    assert entries(kept) == []


def test_other_code_or_other_versions_ask_for_another_entry(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = cache.digest([("a", b"1")])
    assert here != cache.digest([("a", b"2")]) != cache.digest([("a2", b"")])
    names = dict(cache._program())
    assert set(names) == {"code", "program"}
    assert all(f"{name} " in names["program"].decode() for name in ("regex", "camel-tools", "pydantic", "Babel"))
    monkeypatch.setattr(cache, "_program", lambda: (("code", b"other"), ("program", names["program"])))
    assert cache.digest([("a", b"1")]) != here


def test_the_entries_used_last_are_kept_and_nothing_else_is_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(cache.ENVIRONMENT, str(tmp_path))
    (tmp_path / "notes.txt").write_text("mine")
    names = [f"rules-{number:064x}" for number in range(cache._KEPT + 5)]
    for number, name in enumerate(names):
        assert cache.keep(name, number)
        os.utime(tmp_path / name, (number, number))
    assert {path.name for path in entries(tmp_path)} == set(names[-cache._KEPT :])
    assert (tmp_path / "notes.txt").read_text() == "mine"
    assert cache.fetch(names[-cache._KEPT]) == 5  # used now: the next one leaves first
    cache.keep(f"rules-{99:064x}", 99)
    assert cache.fetch(names[-cache._KEPT]) == 5
    assert cache.fetch(names[-cache._KEPT + 1]) is None


def test_processes_that_write_at_once_leave_one_whole_entry(kept: Path, mine: Path) -> None:
    code = "import sys, safqa; print(safqa.load_rules(sys.argv[1]).hash)"
    started = [
        subprocess.Popen([sys.executable, "-c", code, str(mine)], stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    said = {process.communicate(timeout=120)[0].strip() for process in started}
    assert said == {load_rules(mine).hash}
    assert len(entries(kept)) == 1
    assert not list(kept.glob(".new-*"))


@pytest.mark.slow
def test_all_rules_load_in_less_than_half_a_second(root: Path) -> None:
    """In a process of its own that has imported what it needs; in processor time, since other programs run, too."""
    code = (
        "import time, safqa.api, safqa.pipeline\n"
        "start = time.process_time(); rules = safqa.load_rules(); print(time.process_time() - start)\n"
        "assert len(rules.verbs.single) > 10_000 and len(list(rules.companies.lexicon.keys())) > 10_000"
    )
    load_rules(root / "rules")
    taken = [float(subprocess.check_output([sys.executable, "-c", code], text=True)) for _ in range(2)]
    assert min(taken) < 0.5
