"""The wheel: what it holds, and that it works where there is no checkout."""

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest

pytestmark = pytest.mark.slow

ARTICLE = """\
شركة نخلة للتقنية تستحوذ على منصة سراب
أعلنت شركة "نخلة للتقنية" السعودية، اليوم الأحد، استحواذها على شركة "سراب" المصرية مقابل 40 مليون دولار.
وقالت الشركة في بيان إن الصفقة اكتملت بعد الحصول على موافقات الجهات المعنية.
"""


def call(command: list[str | Path], folder: Path) -> str:
    """Run a command in a folder, knowing nothing of this checkout, and return what it printed."""
    apart = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "SAFQA_", "VIRTUAL_ENV"))}
    done = subprocess.run(command, cwd=folder, env=apart, capture_output=True, text=True, encoding="utf-8", timeout=120)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    call([sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder], root)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def clean(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of an environment where the wheel is installed and the checkout unknown.

    The dependencies are lent by the running environment. A folder named in a ``.pth`` file does not have its own
    ``.pth`` files read, so that the editable install stays behind.
    """
    folder = tmp_path_factory.mktemp("clean")
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    lent = sysconfig.get_path("purelib")
    own = Path(call([python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], folder).strip())
    pip = [sys.executable, "-m", "pip", "--python", python, "--disable-pip-version-check", "install", "--quiet"]
    call([*pip, "--no-deps", "--no-index", wheel], folder)
    (own / "lent.pth").write_text(lent + "\n", encoding="utf-8")
    return python.parent


def test_the_wheel_holds_the_package_and_every_rule_file(root: Path, wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    assert "safqa/py.typed" in held
    for source, target in [(root / "pipeline" / "safqa", "safqa"), (root / "rules", "safqa/_rules")]:
        files = [p for p in sorted(source.rglob("*")) if p.is_file() and "__pycache__" not in p.parts]
        assert files
        for path in files:
            name = f"{target}/{path.relative_to(source).as_posix()}"
            assert held.get(name) == path.read_bytes(), f"{name} is missing from the wheel or differs"
    tops = {name.split("/")[0] for name in held}
    assert tops == {"safqa", next(top for top in tops if top.endswith(".dist-info"))}


def test_the_wheel_is_imported_from_its_own_place(clean: Path, tmp_path: Path) -> None:
    found = call([clean / "python", "-c", "import safqa; print(safqa.__file__)"], tmp_path).strip()
    assert Path(found).is_relative_to(clean.parent)


def test_the_wheel_extracts_an_article_from_another_folder(clean: Path, tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    call([clean / "safqa", "extract", "article.txt", "-o", "run"], tmp_path)
    assert json.loads((tmp_path / "run" / "run.json").read_text(encoding="utf-8"))
    (deal,) = pq.read_table(tmp_path / "run" / "deals").to_pylist()
    assert deal["type"] == "acquisition"
    assert {party["role"]: party["name"] for party in deal["parties"]} == {
        "acquirer": "نخلة للتقنية",
        "target": "سراب",
    }
