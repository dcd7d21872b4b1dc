"""A model's advice on a claim beside its source: asked for words, which are then looked for. Pure.

The model is the user's own, and it advises only: it changes no verdict. Whatever it says counts as
far as it can point to words that the source has; figures and names that the source lacks outweigh
it.
"""

from audit.advice.advise import advise
from audit.advice.article import advised
from audit.advice.contract import Adviser
from audit.advice.prompt import PROMPT_SHA256, Question, request_body

__all__ = ["PROMPT_SHA256", "Adviser", "Question", "advise", "advised", "request_body"]
