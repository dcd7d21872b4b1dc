"""The model of meaning as commands use it: asked when it is there, else said why it is not."""

from dataclasses import dataclass

from audit.claims import Likeness
from audit.config import Settings
from audit.model import WORDS_ALONE, Meaning
from audit.semantic import NoModel, load_model


@dataclass(frozen=True, slots=True)
class ChosenModel:
    """The model of meaning of a run as reports name it, and how to ask it; ``off`` says why there
    is none."""

    meaning: Meaning
    likeness: Likeness | None = None
    off: str = ""


def meaning_model(settings: Settings) -> ChosenModel:
    """The model of meaning, if it is installed and the settings do not switch it off."""
    found = load_model() if settings.semantic else NoModel("switched off in the settings")
    if isinstance(found, NoModel):
        return ChosenModel(WORDS_ALONE, off=found.reason)
    return ChosenModel(found.meaning, found.likeness)
