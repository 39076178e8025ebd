"""The inspection notebook runs on a fresh run and shows records right to left."""

from __future__ import annotations

import os
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

import safqa
from safqa.run import Options, run


def test_notebook_runs(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(Options([str(root / "corpus" / "articles" / "briefs.jsonl")], tmp_path / "run"))
    monkeypatch.setenv("SAFQA_RUN", str(tmp_path / "run"))
    monkeypatch.setenv("MPLBACKEND", os.environ.get("MPLBACKEND", "module://matplotlib_inline.backend_inline"))
    notebook = nbformat.read(root / "outputs" / "inspect.ipynb", as_version=4)
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(tmp_path)}}).execute()
    html = [o["data"].get("text/html", "") for c in notebook.cells for o in c.get("outputs", []) if "data" in o]
    assert any('dir="rtl"' in part and "<mark" in part for part in html)


def test_an_extraction_shows_itself_and_escapes_its_text() -> None:
    text = "استحوذت شركة «نخلة» على شركة «سراب» <b>بالكامل</b>."
    html = safqa.extract(text)._repr_html_()
    assert 'dir="rtl"' in html
    assert "acquirer" in html
    assert "<b>بالكامل" not in html
