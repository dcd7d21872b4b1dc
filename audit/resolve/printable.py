"""Words from outside made fit for a terminal and a file."""


def printable(text: str) -> str:
    """``text`` on one line, without control characters and halves of surrogate pairs."""
    shown = "".join(character if character.isprintable() else " " for character in text)
    return " ".join(shown.split())
