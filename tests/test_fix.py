"""Corrections: only those that need no judgement, exactly the words, in the very file."""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.article import read_article
from audit.errors import InputError
from audit.fix import (
    Fix,
    Note,
    apply_fixes,
    article_fixes,
    edit_file,
    fixed_references,
    placed,
    reported_layout,
    unified,
)
from audit.model import Attempt, Capture, Decision, Edit, Match, Report
from audit.references import parse_references
from audit.vocabulary import EditKind, Level, SourceRole, SourceState, Verdict
from tests.report.lamp import ARTICLE, REFERENCES, VERDICTS, lamp_report


def _fixed(report: Report) -> str:
    return apply_fixes(report.article.text, article_fixes(report).made)


def test_altered_words_give_way_to_the_sources_words() -> None:
    after = _fixed(lamp_report(verdicts={"lit for six winters": Verdict.ALTERED}))
    assert after == ARTICLE.replace("lit for six winters", "lit for sixteen winters")


def test_a_marker_that_others_need_gets_the_right_number_as_well() -> None:
    after = _fixed(lamp_report(verdicts={"no ship was lost": Verdict.ELSEWHERE}))
    assert after == ARTICLE.replace("its survey.2", "its survey.2,4")
    after = _fixed(lamp_report(verdicts={"the sea is patient": Verdict.ELSEWHERE}))
    assert after == ARTICLE.replace("places.1,3", "places.1,3,4")


def test_a_marker_that_nothing_else_needs_is_renumbered() -> None:
    text = ARTICLE.replace(" and “none was late”", "").replace("post”\n", "post”\n\n")
    text = text.replace("called it “a quiet post”", "called it a quiet post")
    after = _fixed(lamp_report(text, {"no ship was lost": Verdict.ELSEWHERE}))
    assert after == text.replace("its survey.2", "its survey.4")


@pytest.mark.parametrize(
    ("marker", "renumbered", "added"),
    [
        ("[2]", "[4]", "[2,4]"),
        ("²", "⁴", "²,⁴"),
        ("<sup>2</sup>", "<sup>4</sup>", "<sup>2,4</sup>"),
        ("(2)", "(4)", "(2,4)"),
    ],
)
def test_each_way_of_marking_is_kept(marker: str, renumbered: str, added: str) -> None:
    number = {"[2]": "[{}]", "²": "{}", "<sup>2</sup>": "<sup>{}</sup>", "(2)": "({})"}[marker]
    digits = str.maketrans("1234", "¹²³⁴") if marker == "²" else {}

    def marked(digit: str) -> str:
        return number.format(digit.translate(digits))

    body = (
        f"The board wrote “it was lit for a whole winter”{marked('1')}.\n\n"
        f"The county wrote “no ship was ever lost here”{marked('2')}.\n\n"
        f"It is near{marked('3')} and high{marked('4')}.\n\n"
    )
    text = body + ARTICLE[ARTICLE.index("References") :]
    alone = lamp_report(text, {"no ship was ever lost here": Verdict.ELSEWHERE})
    assert _fixed(alone) == text.replace(f"here”{marker}", f"here”{renumbered}")
    second = alone.findings[1]
    other = replace(second, id="q9", verdict=Verdict.VERBATIM)
    shared = replace(alone, findings=(*alone.findings, other))
    assert _fixed(shared) == text.replace(f"here”{marker}", f"here”{added}")


def test_no_other_verdict_and_nothing_accepted_is_touched() -> None:
    others = set(Verdict) - {Verdict.ALTERED, Verdict.RESTYLED, Verdict.ELSEWHERE}
    for verdict in others:
        fixes = article_fixes(lamp_report(verdicts=dict.fromkeys(VERDICTS, verdict)))
        assert (fixes.made, fixes.left) == ((), ())
    report = lamp_report()
    accepted = Decision("Ann", "2026-11-23", "so", Level.ERROR)
    held = tuple(replace(finding, decision=accepted) for finding in report.findings)
    assert article_fixes(replace(report, findings=held)).made == ()


@pytest.mark.parametrize("words", ["", "lit for six winters", "two\nlines", "with \x1b[31m red"])
def test_words_that_cannot_stand_in_the_article_are_left(words: str) -> None:
    report = lamp_report(verdicts={"lit for six winters": Verdict.ALTERED})
    match = Match(Verdict.ALTERED, "", replacement=words)
    first = replace(report.findings[0], match=match)
    fixes = article_fixes(replace(report, findings=(first, *report.findings[1:])))
    assert fixes.made == ()
    assert [note.name for note in fixes.left] == [first.id]


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("lit for six winters,", "Lit for sixteen winters", "lit for sixteen winters,"),
        ("Lit for six winters.", "lit for sixteen winters.", "Lit for sixteen winters."),
        ("lit for six winters,", "was lit for ever!", "was lit for ever!"),
    ],
)
def test_capital_and_closing_point_stay_those_of_the_article(
    old: str, new: str, wanted: str
) -> None:
    text = ARTICLE.replace("lit for six winters", old)
    report = lamp_report(text, {old: Verdict.RESTYLED})
    first = replace(report.findings[0], match=Match(Verdict.RESTYLED, "", replacement=new))
    report = replace(report, findings=(first, *report.findings[1:]))
    assert _fixed(report) == text.replace(old, wanted)


@pytest.mark.parametrize("kind", [EditKind.ELLIPSIS, EditKind.REPLACED, EditKind.SPEECH_TAG])
def test_a_quotation_with_marks_of_its_own_is_left(kind: EditKind) -> None:
    report = lamp_report(verdicts={"lit for six winters": Verdict.ALTERED})
    match = Match(Verdict.ALTERED, "", edits=(Edit(kind, "…"),), replacement="lit for ten winters")
    fixes = article_fixes(replace(report, findings=(replace(report.findings[0], match=match),)))
    assert fixes.made == ()
    assert "stay the editor's" in fixes.left[0].why


def test_a_sentence_that_names_its_source_in_words_is_left() -> None:
    text = ARTICLE.replace("in two places.1,3", "in The Beacon.")
    text = text.replace("on the rock.1", "on the rock.1,3")
    fixes = article_fixes(lamp_report(text, {"the sea is patient": Verdict.ELSEWHERE}))
    assert fixes.made == ()
    assert "in words, not by a number" in fixes.left[0].why


def test_words_that_are_not_where_they_were_are_refused() -> None:
    report = lamp_report()
    with pytest.raises(InputError, match="not where the report saw them"):
        apply_fixes("x" + report.article.text, article_fixes(report).made)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(b"", "utf-8"), (b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"", "cp1252")],
)
def test_the_file_keeps_its_encoding_mark_and_line_ends(
    mark: bytes, encoding: str, end: str
) -> None:
    data = mark + ARTICLE.replace("\n", end).encode(encoding)
    report = lamp_report()
    report = replace(report, article=read_article(data, "lamp.txt"))
    assert reported_layout(data, report).text == report.article.text
    edited = edit_file(data, "lamp.txt", article_fixes(report).made)
    wanted = _fixed(lamp_report())
    assert edited.data == mark + wanted.replace("\n", end).encode(encoding)
    assert wanted != ARTICLE


def test_a_changed_article_is_refused() -> None:
    with pytest.raises(InputError, match=r"lamp\.txt: the article has changed since the report"):
        reported_layout(ARTICLE.replace("Its", "The").encode(), lamp_report())


PAGE = """<!DOCTYPE html>
<html><body>
<p>The board wrote it was &ldquo;lit &amp; trimmed for six&#32;winters&rdquo; there.<sup>1</sup>
Its keeper <b>called</b> it “a <i>quiet</i> post” in his log.<sup>2</sup></p>
<h2>References</h2>
<ol><li>“The Lamp.” (2016). The Beacon.</li><li>“The Log.” (2016). The Beacon.</li></ol>
</body></html>
"""
MARKDOWN = """# The Lamp

The **board** wrote that it was “lit & trimmed for six winters” there.[^1]
Its keeper called it “a *quiet* post” in his log.[^2]

[^1]: “The Lamp.” (2016). The Beacon.
[^2]: “The Log.” (2016). The Beacon.
"""


@pytest.mark.parametrize(
    ("path", "file", "old", "new"),
    [
        (
            "lamp.html",
            PAGE,
            "lit &amp; trimmed for six&#32;winters",
            "kept &lt;lit&gt; &amp; clean",
        ),
        ("lamp.md", MARKDOWN, "lit & trimmed for six winters", "kept lit and clean"),
    ],
)
def test_a_page_and_markdown_are_edited_at_their_own_places(
    path: str, file: str, old: str, new: str
) -> None:
    words = {"lit & trimmed for six winters": Verdict.ALTERED, "a quiet post": Verdict.ALTERED}
    source = "kept <lit> & clean" if path.endswith("html") else "kept lit and clean"
    report = lamp_report(file, words, path=path, replacement=source)
    layout = reported_layout(file.encode(), report)
    fixes = placed(article_fixes(report), layout, file.encode(), path)
    assert edit_file(file.encode(), path, fixes.made).after == file.replace(old, new)
    assert [note.line for note in fixes.left] == [4]
    assert "markup at these words" in fixes.left[0].why
    assert f"put “{source}” for “a quiet post”" in fixes.left[0].why


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 9), st.text(max_size=5)), max_size=6))
def test_edits_from_the_front_are_those_from_the_back(spans: list[tuple[int, int, str]]) -> None:
    text = ARTICLE[:70]
    fixes: list[Fix] = []
    for start, length, new in sorted(spans):
        if not fixes or start >= fixes[-1].end:
            fixes.append(Fix("q", "", start, start + length, text[start : start + length], new))
    wanted = text
    for fix in reversed(fixes):
        wanted = wanted[: fix.start] + fix.new + wanted[fix.end :]
    assert apply_fixes(text, fixes) == wanted


def test_dead_links_get_their_capture_and_nothing_else_changes() -> None:
    after, notes = fixed_references(REFERENCES, lamp_report())
    assert [note.name for note in notes] == ["[1]", "[2]", "[3]"]
    assert len(parse_references(after)) == 3
    for line in REFERENCES.splitlines():
        assert line.rstrip("}") in after
    assert after.count("archive-url") == after.count("archive-date: 2017-09-17") == 3
    again, none = fixed_references(after, lamp_report())
    assert (again, none) == (after, ())


def test_only_a_dead_link_read_in_a_capture_is_noted() -> None:
    report = lamp_report()
    first = report.sources[0]
    alive = replace(
        first, attempts=(Attempt(first.url, SourceRole.CITED, SourceState.BLOCKED, "403"),)
    )
    unsafe = replace(first, capture=Capture("x", "20170917081500", "", "javascript:alert(1)"))
    dead = replace(first, state=SourceState.DEAD, capture=None)
    for source in (alive, unsafe, dead, replace(first, role=SourceRole.COPY)):
        assert fixed_references(REFERENCES, replace(report, sources=(source,))) == (REFERENCES, ())


def test_a_reference_with_another_address_by_now_is_refused() -> None:
    changed = REFERENCES.replace("beacon.example/sea", "beacon.example/sky")
    with pytest.raises(InputError, match="the address of reference 3 has changed"):
        fixed_references(changed, lamp_report())


def test_the_patch_names_the_finding_of_each_hunk_and_applies(tmp_path: Path) -> None:
    report = lamp_report()
    fixes = article_fixes(report).made
    edited = edit_file(ARTICLE.encode(), "lamp.txt", fixes)
    notes = [Note(f.name, f.why, ARTICLE.count("\n", 0, f.start) + 1) for f in fixes]
    patch = unified(edited.before, edited.after, "lamp.txt", notes)
    assert patch.startswith("--- a/lamp.txt\n+++ b/lamp.txt\n@@ ")
    for fix in fixes:
        assert patch.count(f" {fix.name} {fix.why}") == 1
    assert unified(ARTICLE, ARTICLE, "lamp.txt", notes) == ""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    (tmp_path / "lamp.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "fix.patch").write_text(patch, encoding="utf-8")
    subprocess.run(["git", "apply", "fix.patch"], cwd=tmp_path, check=True)
    assert (tmp_path / "lamp.txt").read_text(encoding="utf-8") == edited.after


def test_a_patch_of_a_file_without_a_last_line_feed_says_so() -> None:
    patch = unified("one\ntwo", "one\n2", "x.txt", ())
    assert patch.endswith("-two\n\\ No newline at end of file\n+2\n\\ No newline at end of file\n")
