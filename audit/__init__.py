"""Citation audit: what an article cites, what the sources really say, claim by claim."""

__version__ = "0.1.0"
