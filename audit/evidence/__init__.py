"""Evidence: every response of a run kept as it came, and the run made again from that alone."""

from audit.evidence.bundle import pack
from audit.evidence.circumstances import Inputs
from audit.evidence.keeping import Retention, earlier_bundles, save_bundle
from audit.evidence.layout import FILE_NAME, EvidenceError
from audit.evidence.link import link_evidence
from audit.evidence.opened import Bundle, open_bundle
from audit.evidence.recorder import Recorder
from audit.evidence.replay import NOT_IN_EVIDENCE, ReplayedAdviser, ReplayedPages, replayed_archive

__all__ = [
    "FILE_NAME",
    "NOT_IN_EVIDENCE",
    "Bundle",
    "EvidenceError",
    "Inputs",
    "Recorder",
    "ReplayedAdviser",
    "ReplayedPages",
    "Retention",
    "earlier_bundles",
    "link_evidence",
    "open_bundle",
    "pack",
    "replayed_archive",
    "save_bundle",
]
