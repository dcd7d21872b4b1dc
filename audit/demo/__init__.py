"""The web in a box: a rehearsal of the audit on this machine, with invented sources.

``BoxedWeb`` is a forward proxy on the loopback that answers for the publishers of the 32 references
at their real addresses, and for the Wayback Machine. Whatever program goes through it (a proxy and
a CA bundle are all it has to be told) sees live, moved, dead, archived, blocked and paywalled
sources, without one byte leaving the machine. The pages are invented: own sentences round the
short phrases that the article quotes.

    web.py        the proxy: CONNECT, certificates made on the fly, keep-alive, clean end
    site.py       host and path -> answer; the table of addresses, ``data/site.yaml``
    pages.py      ``data/pages/*.yaml`` and ``data/templates/*.html`` -> HTML
    pdf.py        paragraphs -> PDF
    rehearsal.py  what is added to references.yaml for the rehearsal
    services.py   search services that know some addresses, ``data/services.yaml``
    archive.py    captures -> answers in the dialect of the Wayback Machine
"""

from audit.demo.rehearsal import ARTICLE, REFERENCES, demo_addresses, demo_references
from audit.demo.web import BoxedWeb

__all__ = ["ARTICLE", "REFERENCES", "BoxedWeb", "demo_addresses", "demo_references"]
