"""Every number of the acceptance rule, in one table, with what it was measured on. Pure.

The material are the 32 real titles: 314 forms in which a publisher or a search engine may show
them (case, spelling, dashes, the site's name, a word dropped) and 9,836 of other works (each title
against the forms of all others, and near misses: another number, a negation, a part). The token-set
score alone lets 70 of the others pass at 90, since it gives 100 to any subset; with the rules below
none passes and none of the true forms is missed at any threshold from 76 to 97.
"""

SAME_TITLE = 90.0
"""Least score (0..100) of a page's own title. The worst true form has 98.4, the best other 75."""

FEWEST_DISTINCTIVE_WORDS = 3
"""That both titles share. Every one of the 32 has at least as many."""

LEAST_SHARE = 0.6
"""Of the distinctive words of the longer title that both share: a part is not the work."""

UNSURE_SCORE = 75.0
"""The most that a title gets which breaks a rule, and the most that a mere address gets."""

LEAST_LEAD = 10.0
"""Score points over the next page of the publisher: less, and an editor has to choose."""

MOST_MONTHS_APART = 1
"""From the cited month to the page's date of publication or update. Four of the 32 dates are
those of updates, so a month that differs is a doubt, never a refusal."""

REPRINT_RUN_WORDS = 6
FEWEST_REPRINT_RUNS = 60
LEAST_REPRINT_SHARE = 0.5
"""A reprint has half of the shorter text's six-word runs; texts with fewer than 60 runs cannot
tell. Own reports on one subject share quotations only, which is far below."""

WORTH_A_LOOK = 60.0
"""Least title score of a service's row that becomes a candidate at all."""
