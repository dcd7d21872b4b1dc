"""Any works, as hypothesis makes them up."""

import re

from hypothesis import strategies as st

from audit.bibliography import Item
from audit.yaml_nodes import Value

# Text that a UTF-8 file can hold; the signs that mean something to one of the formats come often.
TEXT = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from('{}\\"%&#$_~^@,;:-–=|\n\t '),
    min_size=1,
    max_size=40,
)
DATE = st.from_regex(
    re.compile(r"[12]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|1\d|2[0-8]))?)?", re.ASCII), fullmatch=True
)
NAME = st.one_of(
    st.fixed_dictionaries({"literal": TEXT}),
    st.fixed_dictionaries({"family": TEXT, "given": TEXT}, optional={"suffix": TEXT}),
)
ADDRESS = st.builds("https://x.example/{}".format, st.text("abc/%?=&_~{}\\#;ü", max_size=20))
CUSTOM = st.fixed_dictionaries(
    {},
    optional={
        "aliases": st.lists(TEXT, min_size=1, max_size=3),
        "expect-text": TEXT,
        "copies": st.lists(st.fixed_dictionaries({"url": ADDRESS, "how": TEXT}), min_size=1),
    },
).filter(bool)
_TYPES = ["webpage", "article-journal", "article-newspaper", "book", "chapter", "report", "thesis"]
_TYPES += ["paper-conference", "article-magazine", "document", "legislation", "speech", "dataset"]


def _item(fields: dict[str, Value]) -> Item:
    return dict(fields)


ITEMS = st.lists(
    st.builds(
        _item,
        st.fixed_dictionaries(
            {"title": TEXT, "type": st.sampled_from(_TYPES)},
            optional={
                "container-title": TEXT,
                "author": st.lists(NAME, min_size=1, max_size=3),
                "editor": st.lists(NAME, min_size=1, max_size=2),
                "issued": DATE,
                "accessed": DATE,
                "URL": ADDRESS,
                "DOI": TEXT,
                "page": TEXT,
                "issue": TEXT,
                "publisher": TEXT,
                "note": TEXT,
                "genre": TEXT,
                "custom": CUSTOM,
            },
        ),
    ),
    min_size=1,
    max_size=4,
).map(
    lambda items: tuple(
        {"id": f"ref {at}", "number": str(at), **item} for at, item in enumerate(items, start=1)
    )
)
