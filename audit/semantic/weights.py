"""The weights' file: recognised by its hash before anything in it is believed. Pure: bytes in.

The format is safetensors: eight bytes of length, a JSON table of names, kinds and places, numbers.
"""

import hashlib
import json
import struct

import numpy as np
from numpy.typing import NDArray

# As published with sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0).
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
_TABLE = struct.Struct("<Q")


class StrangeFileError(ValueError):
    """A file of the model is not the one that was published."""


def checked(data: bytes, name: str, sha256: str) -> bytes:
    """``data`` itself when its hash is ``sha256``. Raises ``StrangeFileError`` when it is not."""
    found = hashlib.sha256(data).hexdigest()
    if found != sha256:
        raise StrangeFileError(f"{name} has the SHA-256 {found[:16]}…, not {sha256[:16]}…")
    return data


def tensors_of(data: bytes) -> dict[str, NDArray[np.float32]]:
    """The tensors of single-precision numbers in a checked safetensors file, by name."""
    (length,) = _TABLE.unpack_from(data)
    begin = _TABLE.size + length
    table = json.loads(data[_TABLE.size : begin])
    found = {}
    for name, entry in table.items():
        if name == "__metadata__" or entry["dtype"] != "F32":
            continue
        start, end = entry["data_offsets"]
        numbers = np.frombuffer(data, np.float32, (end - start) // 4, begin + start)
        found[name] = numbers.reshape(entry["shape"])
    return found
