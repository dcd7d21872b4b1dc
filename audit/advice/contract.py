"""Who is asked for advice: a live endpoint, or the answers of an earlier run."""

from typing import Protocol

from audit.advice.prompt import Question
from audit.model import Fetched


class Adviser(Protocol):
    """A model that can be asked about claims."""

    @property
    def model(self) -> str:
        """The model's name, as the endpoint knows it."""
        ...

    def ask(self, question: Question) -> Fetched:
        """What the endpoint answers; whatever happens to the question is a value."""
        ...
