"""How alike a claim and sentences are by an encoder. Every text is read once."""

from collections import OrderedDict
from collections.abc import Sequence

import numpy as np

from audit.semantic.encoder import Array, Encoder

_MOST_KEPT = 20_000  # vectors in memory: 31 MB
_DECIMALS = 3  # machines differ in the seventh; a report must not


class EncodedLikeness:
    """A ``Likeness`` of ``audit.claims``: cosines from 0 to 1, to three decimals, so that two
    machines give one report."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder
        self._kept: OrderedDict[str, Array] = OrderedDict()

    def __call__(self, claim: str, sentences: Sequence[str]) -> Sequence[float]:
        """How alike ``claim`` is to each of ``sentences``."""
        if not sentences:
            return []
        known = self._vectors(list(dict.fromkeys([claim, *sentences])))
        rows = np.stack([known[text] for text in sentences])
        alike = np.clip(rows @ known[claim], 0.0, 1.0)
        return [round(float(value), _DECIMALS) for value in alike]

    def _vectors(self, texts: Sequence[str]) -> dict[str, Array]:
        fresh = [text for text in texts if text not in self._kept]
        known = {text: self._kept[text] for text in texts if text in self._kept}
        if fresh:
            read = dict(zip(fresh, self.encoder.encode(fresh), strict=True))
            known |= read
            self._kept.update(read)
            while len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
        return known
