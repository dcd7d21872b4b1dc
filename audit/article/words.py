"""Closed word lists of English news prose that the rules of this package share."""


def word_set(text: str) -> frozenset[str]:
    """The words of a text, for writing long lists as lines of words."""
    return frozenset(text.split())


def phrase_set(text: str) -> frozenset[str]:
    """The phrases of a text that stand on lines of their own or between upright strokes."""
    phrases = (phrase.strip() for phrase in text.replace("\n", "|").split("|"))
    return frozenset(phrase for phrase in phrases if phrase)


# Finite forms and participles of verbs that give words or findings to somebody.
SPEECH = word_set(
    """
    said say says saying told tell tells telling added add adds adding argued argue argues arguing
    asked ask asks asking called call calls calling claimed claim claims claiming declared declares
    declaring explained explains explaining insisted insists insisting noted note notes noting
    observed observes observing recalled recalls recalling remarked remarks replied replies
    responded responds stated states stating suggested suggest suggests suggesting testified
    testifies tweeted tweets warned warn warns warning wrote write writes writing written announced
    announces acknowledged acknowledges admitted admits concluded conclude concludes concluding
    conceded concedes conceding continued continues contended contends contending commented
    comments complained complains complaining cautioned cautions confessed confesses countered
    counters described describe describes describing emphasized emphasizes emphasised exclaimed
    joked jokes quipped predicted predict predicts predicting promised promises proclaimed
    proclaims pledged pledges reported report reports reporting read reads shouted vowed vows
    lamented laments stressed stresses urged urges urging mused muses thinks thought believes
    believed quoted blasted blasts charged charges slammed slams criticized criticizes criticised
    condemned condemns condemning praised praises denied denies recounted recounts reiterated
    reiterates opined opines asserted asserts asserting maintained maintains agreed agrees answered
    answers boasted boasts demanded demands interjected railed rails found finds finding credited
    credits crediting dubbed labelled labeled characterized characterised wondered wonders affirmed
    affirms alleged alleges alleging cited cites citing revealed reveals confirmed confirms put
    puts
    """
)

# Words that begin sentences far oftener than names: they settle "U.S. The" and glued captions.
SENTENCE_STARTERS = word_set(
    """
    the a an in on at but and or if it he she they we i you this that these those there when while
    after before as so for from with by to of not no yes what who why how where his her their its
    our my your then now however although though because since during despite even still yet also
    meanwhile most many some several other another each both all more only according such thus
    nobody nothing everybody everything
    """
)

# Capitalised words that are no part of a name at the beginning of a phrase.
NO_NAME = SENTENCE_STARTERS | word_set(
    """
    among into under over between without within once until later earlier here just like often
    perhaps instead indeed fellow former given writing speaking asked analyzing analysing
    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december one two three four five six seven eight nine
    ten dozens hundreds thousands millions people experts critics supporters researchers
    others nobody everybody somebody anybody everyone someone anyone er sie es il elle
    """
)

# Words that follow a publisher's name where the name is used as a name.
PUBLICATION_NOUNS = word_set(
    "magazine newspaper news journal website reporter article report op-ed columnist"
)
