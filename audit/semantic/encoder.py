"""The forward pass of a BERT encoder with mean pooling, in NumPy. Pure: texts in, vectors out.

The architecture is that of Devlin et al. (2019) as all-MiniLM-L6-v2 uses it: six layers of twelve
heads, the exact GELU, the mean of the last layer's tokens, length one.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits
from tokenizers import Tokenizer

Array = NDArray[np.float32]

LAYERS, HEADS = 6, 12
_EPSILON = np.float32(1e-12)  # layer_norm_eps of the model's configuration
# Tokens of a text that are read; passages are cut at 60 words, and the model was trained on 128.
MOST_TOKENS = 128
_BATCH_TOKENS = 2048  # read at once, padding included: what fits in a core's cache
_NEVER = np.float32(-1e9)  # added to the attention that padding would get
# Abramowitz and Stegun 7.1.26: erf with an error below 1.5e-7, as good as single precision.
_ERF = (0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429)
_ERF_SCALE = 0.3275911


class Encoder:
    """Turns texts into vectors of length one whose products say how alike the texts are."""

    def __init__(self, tensors: Mapping[str, Array], tokenizer: Tokenizer) -> None:
        """``tensors`` by their names in the model's file; ``tokenizer`` is taken over."""
        self._tensors = tensors
        self._turned = {
            name: np.ascontiguousarray(tensor.T)
            for name, tensor in tensors.items()
            if name.startswith("encoder.") and tensor.ndim == 2
        }
        self._width = tensors["embeddings.word_embeddings.weight"].shape[1]
        self._tokenizer = tokenizer
        tokenizer.enable_truncation(MOST_TOKENS)
        tokenizer.no_padding()  # the file asks for padding, which would be read as words

    def encode(self, texts: Sequence[str]) -> Array:
        """One row for each text. Never raises on any text.

        One thread: matrices as small as these gain little from more, and threads that wait for
        each other made it ten times slower on a busy machine (measured).
        """
        encoded = self._tokenizer.encode_batch([_storable(text) for text in texts])
        tokens = [encoding.ids for encoding in encoded]
        vectors = np.zeros((len(texts), self._width), np.float32)
        with threadpool_limits(1, "blas"):
            for batch in _batches(tokens):
                vectors[batch] = self._forward([tokens[place] for place in batch])
        return vectors

    def _forward(self, tokens: Sequence[Sequence[int]]) -> Array:
        longest = max(map(len, tokens))
        ids = np.zeros((len(tokens), longest), np.int64)
        mask = np.zeros((len(tokens), longest), np.float32)
        for row, sentence in enumerate(tokens):
            ids[row, : len(sentence)] = sentence
            mask[row, : len(sentence)] = 1
        state = self._embedded(ids)
        hidden = ((1 - mask) * _NEVER)[:, None, None, :]
        for layer in range(LAYERS):
            name = f"encoder.layer.{layer}"
            state = self._normal(
                state + self._attention(state, hidden, f"{name}.attention"),
                f"{name}.attention.output.LayerNorm",
            )
            wide = _gelu(self._linear(state, f"{name}.intermediate.dense"))
            state = self._normal(
                state + self._linear(wide, f"{name}.output.dense"), f"{name}.output.LayerNorm"
            )
        weights = mask[:, :, None]
        mean = (state * weights).sum(axis=1) / weights.sum(axis=1)
        return as_single(mean / np.linalg.norm(mean, axis=-1, keepdims=True))

    def _embedded(self, ids: NDArray[np.int64]) -> Array:
        words = self._tensors["embeddings.word_embeddings.weight"][ids]
        places = self._tensors["embeddings.position_embeddings.weight"][: ids.shape[1]]
        kind = self._tensors["embeddings.token_type_embeddings.weight"][0]
        return self._normal(as_single(words + places + kind), "embeddings.LayerNorm")

    def _attention(self, state: Array, hidden: Array, name: str) -> Array:
        rows, length, width = state.shape
        query, key, value = (
            self._linear(state, f"{name}.self.{part}")
            .reshape(rows, length, HEADS, width // HEADS)
            .transpose(0, 2, 1, 3)
            for part in ("query", "key", "value")
        )
        scale = np.float32((width // HEADS) ** -0.5)
        weights = query @ key.transpose(0, 1, 3, 2) * scale + hidden
        weights = np.exp(weights - weights.max(axis=-1, keepdims=True))
        weights /= weights.sum(axis=-1, keepdims=True)
        mixed = (weights @ value).transpose(0, 2, 1, 3).reshape(rows, length, width)
        return self._linear(as_single(mixed), f"{name}.output.dense")

    def _linear(self, state: Array, name: str) -> Array:
        return as_single(state @ self._turned[f"{name}.weight"] + self._tensors[f"{name}.bias"])

    def _normal(self, state: Array, name: str) -> Array:
        centred = state - state.mean(axis=-1, keepdims=True)
        variance = (centred * centred).mean(axis=-1, keepdims=True)
        scaled = centred / np.sqrt(variance + _EPSILON)
        return as_single(scaled * self._tensors[f"{name}.weight"] + self._tensors[f"{name}.bias"])


def as_single(values: NDArray[np.floating]) -> Array:
    """The same numbers in single precision; nothing is copied where they are so already."""
    return values.astype(np.float32, copy=False)


def erf(values: Array) -> Array:
    """The error function of every number."""
    size = np.abs(values)
    part = 1 / (1 + np.float32(_ERF_SCALE) * size)
    series = np.zeros_like(part)
    for factor in reversed(_ERF):
        series = (series + np.float32(factor)) * part
    return as_single(np.sign(values) * (1 - series * np.exp(-size * size)))


def _gelu(values: Array) -> Array:
    return as_single(values * np.float32(0.5) * (1 + erf(values * np.float32(0.5**0.5))))


def _storable(text: str) -> str:
    """The text without lone surrogates, which the tokenizer's own strings cannot hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _batches(tokens: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """The places of texts to read together: alike in length, so that little is padding."""
    batch: list[int] = []
    for place in sorted(range(len(tokens)), key=lambda place: len(tokens[place])):
        if batch and len(tokens[place]) * (len(batch) + 1) > _BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch
