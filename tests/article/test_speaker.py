"""Who the article's sentence says said it, and nobody when it does not say so."""

import pytest

from tests.article.helpers import read

MET = "We met John Smith, Jane Roe, Ann Doe, Ted Jones and Mr. Trump."


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("“It is bad,” said John Smith.", "John Smith"),
        ("“It is bad,” said Smith, the mayor of Leeds.", "Smith"),
        ("“It is bad,” the mayor said.", ""),
        ("“It is bad,” he said.", ""),
        ("“It is bad,” John Smith, the mayor, said on Monday.", "John Smith"),
        ("“It is bad,” said the mayor of London, Sadiq Khan.", ""),
        ("“It is bad,” says Dr. Jane Roe of the University of Leeds.", "Dr. Jane Roe"),
        ("“It is bad,” according to the World Health Organization.", "World Health Organization"),
        ("According to Jane Roe, the plan is “very bad indeed”.", "Jane Roe"),
        ("Jane Roe told The Guardian that it was “very bad indeed.”", "Jane Roe"),
        ("Jane Roe told the Guardian: “It was bad.”", "Jane Roe"),
        ("Smith was called “a liar and a cheat” by Jane Roe.", "Jane Roe"),
        ("Smith was called “a liar and a cheat”.", ""),
        ("Smith, who opposed the bill, called it “a terrible law”.", "Smith"),
        ("Critics of Smith called him “a terrible man”.", ""),
        ("Though critics call it “a failure,” Smith says it works.", ""),
        ("A spokesman for the DEA said it was “not our job”.", ""),
        ("The bill, which Roe called “a terrible law,” passed.", "Roe"),
        (
            "In the words of the late Senator Ted Kennedy, it is “a terrible law”.",
            "Senator Ted Kennedy",
        ),
        ("In the words of Ted Kennedy, it is “a terrible law”.", "Ted Kennedy"),
        ("The report found “no evidence of harm”.", ""),
        ("The 2014 Lancet report found “no evidence of harm”.", ""),
        ("Researchers at Yale said there was “no evidence of harm”.", ""),
        ("President Donald Trump tweeted “it is over”.", "President Donald Trump"),
        ("Trump, speaking in Ohio, said it was “over and done”.", "Trump"),
        ("“Is it over?” Smith asked.", "Smith"),
        ("“It is over!” Smith said.", "Smith"),
        ("Smith: “It is over.”", "Smith"),
        ("The law’s sponsor, Jane Roe, described it as “a first step”.", "Jane Roe"),
        ("As Jane Roe put it, “we are all in it”.", "Jane Roe"),
        ("Roe noted in 2015 that it was “a first step” and Doe disagreed.", "Roe"),
        ("It was “a first step,” Roe wrote in her book.", "Roe"),
        ("“We won,” Smith said, adding that “nobody lost”.", "Smith"),
        ("“We won,” he said, adding that “nobody lost”.", ""),
        ("The United States has “a horrible history”.", ""),
        ("The New York Times reported that it was “a horrible history”.", "New York Times"),
        ("Vox’s German Lopez writes that it was “a horrible history”.", "German Lopez"),
        ("Johnson’s aide said it was “a horrible history”.", ""),
        ("The U.S. Supreme Court ruled that it was “cruel and unusual”.", ""),
        ("Smith believes it is “wrong,” but Doe says it is “right and good”.", "Doe"),
        ("Nobody at the Guardian said “it is wrong”.", ""),
        ("Smith asked Jones whether it was “wrong and bad”.", "Smith"),
        ("Merkel sagte, es sei „sehr schlecht“.", ""),
        ("Jones, asked by Smith whether it was “wrong and bad,” left.", "Smith"),
        ("Smith did not say it was “wrong and bad”.", ""),
        ("Officials said it was “wrong and bad”.", ""),
        ("Nobody said it was “wrong and bad”.", ""),
        ("“Wrong and bad,” police said.", ""),
        ("Prosecutors, meanwhile, called it “wrong and bad”.", ""),
    ],
)
def test_speakers(sentence: str, speaker: str) -> None:
    article = read(f"{MET} {sentence} More words here [1].")
    assert article.quotations[-1].speaker == speaker
