"""What lies where in an evidence bundle (WACZ 1.1.1), and the fault of one that is not right.

What is ours lies under ``audit/``. Its files are named .dat and .txt: WACZ's own checker takes
every .json and .jsonl file for a table.
"""

from audit.errors import InputError

FILE_NAME = "evidence.wacz"
WACZ_VERSION = "1.1.1"

WARC = "archive/data.warc.gz"
CDX = "indexes/index.cdx.gz"
IDX = "indexes/index.idx"
PAGES = "pages/pages.jsonl"
RECORDS = "audit/records.dat"
JOURNAL = "audit/journal.dat"
CIRCUMSTANCES = "audit/circumstances.dat"
ARTICLE = "audit/article.txt"
REFERENCES = "audit/references.txt"
DECISIONS = "audit/decisions.txt"
PREVIOUS = "audit/previous.dat"
REPORT = "audit/report.dat"
PACKAGE = "datapackage.json"
DIGEST = "datapackage-digest.json"

LISTED = (
    WARC,
    CDX,
    IDX,
    PAGES,
    RECORDS,
    JOURNAL,
    CIRCUMSTANCES,
    ARTICLE,
    REFERENCES,
    DECISIONS,
    PREVIOUS,
    REPORT,
)
ALL = (*LISTED, PACKAGE, DIGEST)


class EvidenceError(InputError):
    """An evidence bundle cannot be used: damaged, changed, or of something else."""

    slug = "bad-evidence"
