"""From a reference to its address: those at hand, and those that services know.

leads.py       the addresses that references.yaml holds, best first
services.py    the services, in order; one file each (crossref.py, wikipedia.py, ...)
accept.py      the rule by which one address is accepted without an editor
rules.py       its numbers, and what they were measured on
resolver.py    one reference: ask, read the pages, decide
remarks.py     what title, publisher, date and address of a reference contradict
writing.py     what was found, into the text of references.yaml
"""

from audit.resolve.accept import ReadPage, decide, judge
from audit.resolve.candidate import Candidate, Service, ServiceAnswer
from audit.resolve.leads import Lead, doi_url, leads
from audit.resolve.remarks import address_remarks, page_remarks
from audit.resolve.resolver import Listed, Resolution, Resolver
from audit.resolve.services import KEY_VARIABLES, SERVICES, services
from audit.resolve.settings import ResolveSettings, keys_from_environment
from audit.resolve.writing import merge, new_file, unread, unusable, write_resolution

__all__ = [
    "KEY_VARIABLES",
    "SERVICES",
    "Candidate",
    "Lead",
    "Listed",
    "ReadPage",
    "Resolution",
    "ResolveSettings",
    "Resolver",
    "Service",
    "ServiceAnswer",
    "address_remarks",
    "decide",
    "doi_url",
    "judge",
    "keys_from_environment",
    "leads",
    "merge",
    "new_file",
    "page_remarks",
    "services",
    "unread",
    "unusable",
    "write_resolution",
]
