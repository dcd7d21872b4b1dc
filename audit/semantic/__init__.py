"""A model of meaning for claims: how alike a claim and a passage are. Off when not installed.

It chooses passages, and it may keep ``no-matching-passage`` from being said; it sets no verdict.
"""

from audit.semantic.installed import (
    DISTRIBUTION,
    INSTALL,
    LIBRARIES,
    MeaningModel,
    NoModel,
    load_model,
)

__all__ = ["DISTRIBUTION", "INSTALL", "LIBRARIES", "MeaningModel", "NoModel", "load_model"]
