"""What a worker process keeps open for a run: store, bodies, texts. One for all its tasks."""

import threading
from contextlib import ExitStack
from dataclasses import dataclass

from audit import __version__
from audit.errors import InputError
from audit.fleet.bodies import Bodies
from audit.fleet.pages import HeldAnswers
from audit.fleet.plan import Plan
from audit.fleet.texts import Texts
from audit.history import History, open_history


@dataclass(frozen=True, slots=True)
class Workshop:
    """The open things of one run in one process. Thread-safe."""

    plan: Plan
    history: History
    bodies: Bodies
    texts: Texts
    held: HeldAnswers


_open: dict[Plan, tuple[Workshop, ExitStack]] = {}
_lock = threading.Lock()


def workshop(plan: Plan) -> Workshop:
    """The workshop of a run in this process, opened on first use.

    That of an earlier run is closed. Raises ``InputError`` where the program here is of another
    version than the one that made the plan, or when store or evidence cannot be used.
    """
    if plan.version != __version__:
        raise InputError(
            f"a worker runs citation-audit {__version__}, this run needs {plan.version}",
            hint="install the same version on all machines",
        )
    with _lock:
        if plan not in _open:
            close_workshops()
            stack = ExitStack()
            history = stack.enter_context(open_history(plan.store, plan.alarm))
            bodies = Bodies(plan.evidence)
            held = HeldAnswers(history, bodies, plan.started)
            _open[plan] = (Workshop(plan, history, bodies, Texts(bodies), held), stack)
        return _open[plan][0]


def close_workshops() -> None:
    """Close all that this process keeps open."""
    while _open:
        _open.popitem()[1][1].close()
