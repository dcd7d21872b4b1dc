"""The user's own model as commands use it: asked for advice when ``--judge`` is given."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from audit.adviser import Endpoint, EndpointSettings
from audit.config import Settings

JUDGE_KEY = "CITATION_AUDIT_JUDGE_KEY"  # fixed: no project file may choose what is sent as a key


@contextmanager
def adviser_of(settings: Settings, *, asked: bool) -> Iterator[Endpoint | None]:
    """The user's own model, when it is ``asked`` for; ``None`` when it is not.

    Raises ``SettingsError`` when the settings name none that can be used.
    """
    if not asked:
        yield None
        return
    endpoint = EndpointSettings(
        base=settings.judge_base,
        model=settings.judge_model,
        key=os.environ.get(JUDGE_KEY, ""),
        seconds=settings.judge_seconds,
        cache_directory=Path(settings.cache) / "advice" if settings.cache else None,
    )
    with Endpoint(endpoint) as adviser:
        yield adviser
