"""The words of every refusal about a school's people and their records."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app import words
from app.accounts.queries import PersonMerged
from app.privacy.people import duplicates, entering, merging, undoing
from app.privacy.people.claim_code import ClaimRefused

words.register(
    {
        PersonMerged: _l("This record has been merged with another one."),
        ClaimRefused: _l(
            "The code and the date of birth don't match a record, or the code has "
            "ended. Check both, or ask your school for a new code."
        ),
        duplicates.MergeRefused: _l("These two records can't be merged."),
        duplicates.BothSignIn: _l(
            "Both records have an account that can sign in. Ask the person which "
            "account to keep, and have an administrator close the other one first."
        ),
        merging.BothInRun: _l(
            "Both records have a seat or a waiting number in the same course run. "
            "Cancel one of the two enrolments first."
        ),
        merging.BothFound: _l(
            "Both records are founders of the same venture. One of the two has to "
            "leave the team first."
        ),
        merging.BothHave: _l(
            "Both records have something that there can be only one of: %(what)s. "
            "End one of the two first."
        ),
        merging.NothingLeft: _l(
            "One of the records has been erased, so nobody knows whose it was."
        ),
        undoing.UndoRefused: _l("This merge can't be undone."),
        undoing.UndoneAlready: _l("This merge has already been undone."),
        undoing.UndoTooLate: _l("A merge can be undone for %(days)s days only."),
        undoing.MergedOn: _l(
            "The record that was kept has since been merged with a third one. Undo "
            "that merge first."
        ),
        undoing.RowsChanged: _l(
            "Something that moved has been changed since, so the merge stays."
        ),
        entering.LikelyKnown: _l(
            "Your school may already have this person. Say whether it is the same one."
        ),
        entering.ToldLater: _l("The consent can't be given in the future."),
        entering.HasAccount: _l(
            "This person has an account and changes these details there."
        ),
    }
)
