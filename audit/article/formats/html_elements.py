"""The elements that are open while a page is read, and where those with an ``id`` lie."""

from dataclasses import dataclass

from audit.article.words import word_set

_VOID = word_set("area base br col embed hr img input link meta param source track wbr")
# Their start tag closes an open element of the same kind, as HTML lets authors leave it out.
_SIBLINGS = {
    "li": word_set("li"),
    "dt": word_set("dt dd"),
    "dd": word_set("dt dd"),
    "td": word_set("td th"),
    "th": word_set("td th"),
    "tr": word_set("tr td th"),
    "p": word_set("p"),
}
_CLOSES_P = word_set(
    "address article aside blockquote div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 "
    "h6 header hr main nav ol p pre section table ul li dt dd td th tr"
)
_NOTE_HOLDERS = word_set("li p td th tr dd aside section")
_DEEPEST_LOOK = 64


@dataclass(slots=True)
class Element:
    """An element's span of the visible text; ``end`` is -1 while it is open."""

    tag: str
    classes: str
    role: str
    start: int
    end: int = -1


class OpenElements:
    """A stack that forgives missing end tags; looks are bounded, so that it stays linear."""

    def __init__(self) -> None:
        self._stack: list[Element] = []
        self.by_id: dict[str, Element] = {}

    def open(self, tag: str, given: dict[str, str], at: int) -> Element:
        """An element begins at ``at``; it is given back."""
        self._close_implied(tag, at)
        classes, role = given.get("class", "").lower(), given.get("role", "").lower()
        element = Element(tag, classes, role, at)
        if tag in _VOID:
            element.end = at
        else:
            self._stack.append(element)
        name = given.get("id") or (given.get("name", "") if tag == "a" else "")
        if name:
            self.by_id.setdefault(name, self._holder(element))
        return element

    def close(self, tag: str, at: int) -> Element | None:
        """The innermost open element of a kind ends, and with it what is open inside."""
        for depth in range(1, min(len(self._stack), _DEEPEST_LOOK) + 1):
            if self._stack[-depth].tag == tag:
                found = self._stack[-depth]
                for element in self._stack[-depth:]:
                    element.end = at
                del self._stack[-depth:]
                return found
        return None

    def close_all(self, at: int) -> None:
        """The page ends."""
        for element in self._stack:
            element.end = at
        self._stack.clear()

    def inside(self, *tags: str) -> bool:
        """Whether one of the nearest open elements is of one of these kinds."""
        return any(element.tag in tags for element in self._stack[-_DEEPEST_LOOK:])

    def _close_implied(self, tag: str, at: int) -> None:
        if tag in _CLOSES_P and self._stack and self._stack[-1].tag == "p":
            self.close("p", at)
        siblings = _SIBLINGS.get(tag, frozenset())
        while self._stack and self._stack[-1].tag in siblings:
            self.close(self._stack[-1].tag, at)

    def _holder(self, element: Element) -> Element:
        """The element whose words an ``id`` stands for: an anchor's is the block around it."""
        if element.tag in _NOTE_HOLDERS or element.tag == "div":
            return element
        for outer in reversed(self._stack[-_DEEPEST_LOOK:]):
            if outer.tag in ("td", "th"):
                continue
            if outer.tag in _NOTE_HOLDERS:
                return outer
            if outer.tag in ("div", "table", "ol", "ul", "body"):
                break
        return element
