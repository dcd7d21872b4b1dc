"""The model of meaning: its numbers, its files, and what it does for claims."""

from functools import cache
from importlib.util import find_spec

import pytest

from audit.semantic import MeaningModel, load_model
from audit.semantic.installed import LIBRARIES, model_folder

installed = model_folder() is not None and all(find_spec(library) for library in LIBRARIES)
needs_model = pytest.mark.skipif(
    not installed, reason="the model is not installed (citation-audit semantic --install)"
)


def model() -> MeaningModel:
    """The installed model."""
    found = load_model()
    assert isinstance(found, MeaningModel)
    return found


@cache
def shared() -> MeaningModel:
    """One model for tests that do not mind what it has read before."""
    return model()
