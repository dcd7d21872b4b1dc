"""Text of real PDFs: hyphens, page breaks, running heads, columns, scans, damage, locks."""

import io
import threading
from collections.abc import Callable

import pytest
from reportlab.lib.pagesizes import A5
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from audit.extract import extract
from audit.model import SourceText
from audit.vocabulary import Zone

WIDTH, HEIGHT = A5
PITCH = 14


def lines_at(canvas: Canvas, left: float, top: float, lines: list[str], size: int = 10) -> None:
    """Lines of text, one below the other; an empty line leaves a gap."""
    canvas.setFont("Times-Roman", size)
    for number, line in enumerate(lines):
        canvas.drawString(left, top - number * PITCH, line)


def document(*pages: Callable[[Canvas], None], **settings: object) -> bytes:
    """A PDF whose pages are drawn by ``pages``."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A5, invariant=1, **settings)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def read(body: bytes) -> SourceText:
    return extract(body, "application/pdf", "", "https://example.org/report.pdf")


def zones(source: SourceText, zone: Zone) -> list[str]:
    return [source.text[b.start : b.end] for b in source.blocks if b.zone is zone]


def page_of(number: int, lines: list[str]) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        lines_at(canvas, 40, HEIGHT - 30, ["Harbour Evaluation, Final Report"], 8)
        lines_at(canvas, 40, HEIGHT - 70, lines)
        lines_at(canvas, 190, 25, [f"page {number}"], 8)

    return draw


def test_sentences_run_over_page_breaks_and_heads_are_set_apart() -> None:
    source = read(
        document(
            page_of(1, ["The hospital did not keep a register and the patients", "were never"]),
            page_of(2, ["counted by anybody. The authors regret it."]),
        )
    )
    assert zones(source, Zone.MAIN) == [
        "The hospital did not keep a register and the patients were never counted by anybody."
        " The authors regret it."
    ]
    assert zones(source, Zone.NAVIGATION) == ["Harbour Evaluation, Final Report", "page 1"]
    assert source.media_type == "application/pdf"


def test_hyphens_at_line_ends() -> None:
    lines = [
        "No comparable decline was re-",
        "corded in the well-known ports; the well-",
        "known registers of the Anglo-",
        "Saxon coast and the years 2016-",
        "17 were left out, and the word recorded stands.",
    ]

    def page(canvas: Canvas) -> None:
        lines_at(canvas, 40, HEIGHT - 120, lines)

    assert zones(read(document(page)), Zone.MAIN) == [
        "No comparable decline was recorded in the well-known ports; the well-known registers of"
        " the Anglo-Saxon coast and the years 2016-17 were left out, and the word recorded stands."
    ]


def test_columns_are_read_one_after_the_other() -> None:
    left = [f"left line {n} goes on and" for n in range(8)]
    right = [f"right line {n} goes on and" for n in range(8)]

    def draw(canvas: Canvas) -> None:
        lines_at(
            canvas, 40, HEIGHT - 90, ["A headline that stands over both of the columns of it"], 11
        )
        for number in range(8):  # drawn line by line across the columns, as some programs do
            lines_at(canvas, 40, HEIGHT - 130 - number * PITCH, [left[number]])
            lines_at(canvas, 225, HEIGHT - 130 - number * PITCH, [right[number]])

    text = read(document(draw)).text
    assert " ".join(left) in text.replace("\n", " ")
    assert " ".join(right) in text.replace("\n", " ")
    assert text.index("headline") < text.index("left line 0") < text.index("right line 0")


def test_headings_paragraphs_and_footnotes() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 16)
        canvas.drawString(40, HEIGHT - 100, "Findings of the Year")
        lines_at(canvas, 40, HEIGHT - 140, ["The savings were real but they were", "not spent."])
        lines_at(canvas, 40, HEIGHT - 200, ["A second paragraph begins here and it", "ends here."])
        lines_at(canvas, 40, 100, ["1 See the register of the port."], 7)

    source = read(document(draw))
    assert zones(source, Zone.HEADING) == ["Findings of the Year"]
    assert zones(source, Zone.MAIN) == [
        "The savings were real but they were not spent.",
        "A second paragraph begins here and it ends here.",
    ]
    assert zones(source, Zone.FOOTNOTE) == ["1 See the register of the port."]
    assert source.metadata.headline == "Findings of the Year"


def test_note_marks_are_left_out_of_words() -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(40, HEIGHT - 120)
        text.setFont("Times-Roman", 10)
        text.textOut("rose by 61 percent")
        text.setFont("Times-Roman", 6)
        text.setRise(4)
        text.textOut("3")
        text.setRise(0)
        text.setFont("Times-Roman", 10)
        text.textOut(" over the whole period, they say")
        canvas.drawText(text)

    source = read(document(draw))
    assert source.text == "rose by 61 percent over the whole period, they say"


def test_turned_text_does_not_interrupt() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(20, 150)
        canvas.rotate(90)
        canvas.drawString(0, 0, "PREPRINT COPY 2016")
        canvas.restoreState()
        lines_at(canvas, 60, HEIGHT - 120, ["One line of the report and", "another line of it."])

    source = read(document(draw))
    assert zones(source, Zone.MAIN) == ["One line of the report and another line of it."]


def test_information_of_the_document() -> None:
    def titled(canvas: Canvas) -> None:
        canvas.setTitle("Evaluation of the Reform")
        canvas.setAuthor("Carrow Institute")
        lines_at(canvas, 40, HEIGHT - 120, ["Text."])

    found = read(document(titled)).metadata
    assert (found.title, found.authors) == ("Evaluation of the Reform", ("Carrow Institute",))
    assert found.published == "2000-01-01"  # what the library dates its reproducible files
    untitled = read(document(page_of(1, ["Text."]))).metadata
    assert (untitled.title, untitled.authors) == ("", ())


def test_a_page_without_characters_has_no_text() -> None:
    def scan(canvas: Canvas) -> None:
        canvas.rect(40, 40, 200, 300, fill=1)

    assert read(document(scan)).text == ""


def test_a_locked_document_has_no_text() -> None:
    locked = document(page_of(1, ["Text."]), encrypt=StandardEncryption("secret", canPrint=0))
    assert read(locked).text == ""


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_cut_document_never_raises(share: float) -> None:
    body = document(page_of(1, ["The savings were real."] * 20))
    assert "\x00" not in read(body[: int(len(body) * share)]).text


def test_threads_may_read_at_once() -> None:
    body = document(*(page_of(n, [f"The savings of year {n} were real."]) for n in range(1, 6)))
    expected = read(body).text
    found: list[str] = []
    threads = [threading.Thread(target=lambda: found.append(read(body).text)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 8
