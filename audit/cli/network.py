"""What the user set, as a command needs it: settings, and the history that they name."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from audit.config import Settings, load_settings
from audit.errors import SettingsError
from audit.history import FILE_NAME, AlarmRule, History, open_history
from audit.history.trend import link_health
from audit.report.health import Health

OWN_ARCHIVE_PER_MINUTE = 600.0  # an archive named by the user is not the crowded public one


def settings_for(*, no_archive: bool = False, **flags: object) -> Settings:
    """Settings of the working directory, overridden by the flags that were set."""
    settings = load_settings(Path())
    settings = replace(settings, archive=settings.archive and not no_archive)
    changed = {name: value for name, value in flags.items() if value}
    if "archive_base" in changed:
        changed.setdefault("archive_queries_per_minute", OWN_ARCHIVE_PER_MINUTE)
    return replace(settings, **changed) if changed else settings  # type: ignore[arg-type]  # flags carry the fields' own types


@contextmanager
def opened_history(settings: Settings) -> Iterator[History]:
    """The history that the settings name. Raises ``SettingsError`` when it has no place."""
    with open_history(history_place(settings), alarm_rule(settings)) as history:
        yield history


def history_place(settings: Settings) -> str:
    """Where the history is: a file or an address. Raises ``SettingsError`` when it has no place."""
    location = settings.store or (settings.cache and str(Path(settings.cache) / FILE_NAME))
    if not location:
        raise SettingsError("without a cache folder the history has no place", hint="use --store")
    return location


def alarm_rule(settings: Settings) -> AlarmRule:
    """When a link that fails is dead."""
    return AlarmRule(settings.dead_checks, settings.dead_days_apart)


def known_health(settings: Settings | None = None) -> Health | None:
    """What the history knows of links over time; ``None`` where there is no history yet.

    Raises ``AuditError`` for a history that cannot be read.
    """
    settings = settings or settings_for()
    kept = settings.cache and (Path(settings.cache) / FILE_NAME).is_file()
    if not settings.store and not kept:
        return None
    with opened_history(settings) as history:
        return link_health(history)
