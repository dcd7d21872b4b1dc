"""The library as somebody else's program meets it: names, weight, example, page."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import audit

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "library.md"
PUBLIC = """
    Article AuditError Finding InputError Level Network Quotation Reference Report Settings Source
    SourceState Verdict audit_article load_settings network read_references rehearsal render_report
    replay_evidence report_from_json
"""


def python(code: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=folder
    )
    return done.stdout


def test_the_public_names_are_these_and_all_of_them_are_there() -> None:
    assert audit.__all__ == PUBLIC.split()
    assert {name for name in audit.__all__ if not getattr(audit, name).__doc__} == set()
    assert set(audit.__all__) <= set(dir(audit))
    with pytest.raises(AttributeError, match="no attribute 'audit_artcle'"):
        audit.__getattr__("audit_artcle")


def test_importing_the_package_imports_nothing_else(tmp_path: Path) -> None:
    code = "import sys; before = set(sys.modules); import audit; print(*set(sys.modules) - before)"
    extra = set(python(code, tmp_path).split()) - {"audit"}
    assert not {name for name in extra if name.startswith(("audit", "click", "requests", "lxml"))}


def test_the_words_of_the_field_come_without_the_network(tmp_path: Path) -> None:
    code = "import sys; from audit import Report, Settings, Verdict; print(*sys.modules)"
    assert not {"requests", "lxml", "click"} & set(python(code, tmp_path).split())


def test_the_example_of_the_library_page_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("article.txt", "references.yaml"):
        shutil.copy(ROOT / name, tmp_path)
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    for block in blocks:
        exec(block, names)
    assert len(blocks) == 5
    said = capsys.readouterr().out
    assert "verbatim" in said
    assert "the article has no reference list" in said
    assert "rehearsal" in Path("report.html").read_text(encoding="utf-8")
    assert names["rotten"] == sorted(names["rotten"])  # type: ignore[call-overload]  # a list of numbers
    assert names["rotten"]


def test_a_page_of_the_library_is_built(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tools.library_page", str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    page = (tmp_path / "audit.html").read_text(encoding="utf-8")
    for name in audit.__all__:
        assert f'id="{name}"' in page
    assert "Check every quotation of an article" in page
