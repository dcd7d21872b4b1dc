"""Every constant that decides a verdict, with where its number comes from.

Nothing else in the package compares with a literal number that could turn a verdict.
"""

# -- Chance. Fitted on 38,000 unrelated pairs of quotation and source (see background.chance).
# One or two words that a page on the topic holds by accident more often than this say nothing.
# Two words occur by accident in 6 % of 5 KB pages and 19 % of 50 KB pages on the same topic.
TOO_SHORT_CHANCE = 0.1
# So many words in order are never "too short": three words are there by accident in .3 to 3 %.
TOO_SHORT_WORDS = 2
# A near hit that chance explains better than this is no hit: with it 0.45 % of same-topic 5 KB
# pages, 0.86 % of 50 KB pages and .1 % of unrelated pages are taken for an altered quotation.
ALTERED_CHANCE = 0.1
# A hit of a part only must be better still: 1,080 of 1,080 absent quotations stayed absent.
PARTIAL_CHANCE = 0.005
# Share of the quotation's information that must be in place to speak of the whole quotation.
WHOLE_COVERAGE = 0.62
# ... and of a part of it. Below, the passage is only "nearest".
PARTIAL_COVERAGE = 0.2
# Bits that a difference costs (a respelling keeps most of the evidence).
SPELLING_PENALTY = 1.5
CHANGE_PENALTY = 4.0

# -- Gaps and brackets. Chicago 13.50: an omission must not join what the author kept apart.
# More words than this between two segments of one quotation are "distant" (a long paragraph).
DISTANT_WORDS = 75
# An insertion of up to four words explains; a longer one speaks in the author's place.
LONG_BRACKET_WORDS = 4
# A bracket may stand for so many of the source's words; more are an omission.
BRACKET_HIDES_WORDS = 6
# How far apart two pieces on both sides of one bracket may be and still be one placement.
BRACKET_REACH_WORDS = 25
# A speech tag of up to so many words inside a sentence is dropped by every style book.
SHORT_SPEECH_TAG_WORDS = 4
# A tag longer than this is narration, not a tag.
LONGEST_SPEECH_TAG_WORDS = 60

# -- Location.
# Windows of the source aligned word by word for an approximate hit.
WINDOWS = 4
# Bits that one unmatched word of the quotation, one of the source, and at most a whole source gap
# take from an alignment: a gap is bridged when both sides of it weigh more.
QUOTE_GAP_BITS = 4.0
SOURCE_GAP_BITS = 1.5
LONGEST_GAP_BITS = 24.0
# ... and a gap in which a sentence ends: a word added at the end of a quotation is not the next
# sentence's.
SENTENCE_GAP_BITS = 8.0
# Reworded ends: at least half of the words must be in place to be "changed" and not "invented".
END_DENSITY = 0.5
# Two words or more in a row that the source does not have, at an end, are one invention.
INVENTED_END_WORDS = 2

# -- Speaker. On 4,102 true and 3,961 swapped pairs: a name beside the quotation's own speech verb
# is the speaker in 96-99 %; weaker rules accuse only when the claimed name is not within this many
# characters (0.7 % false alarms).
SPEAKER_REACH = 300

# A quotation that stands several times is judged by the kindest of so many places.
MOST_PLACES = 5

# -- Frame. A negation so few words before a quotation that begins inside a sentence belongs to it;
# 2.9 % of random spans have one within three words, so only helping words may stand between.
NEGATION_REACH_WORDS = 3
# Characters of frame printed on each side.
CONTEXT_CHARACTERS = 160
