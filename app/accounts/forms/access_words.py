"""What staff did with people's data, in words for the people themselves.

Each page that ever writes to the access log has its words here; a test demands them.
"""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from app.access_keeping import MonthChanged, MonthNotSealed
from app.access_log import Act
from app.words import register

ACTS: dict[Act, LazyString] = {
    Act.VIEW: _l("seen"),
    Act.SEARCH: _l("searched for"),
    Act.CHANGE: _l("changed"),
    Act.REVEAL: _l("seen whole, with names and numbers"),
    Act.EXPORT: _l("downloaded"),
}

PAGES: dict[str, LazyString] = {
    "accounts.access_month": _l("Review of the access log"),
    "accounts.change_account": _l("Closing or reopening an account"),
    "accounts.end_work": _l("Ending somebody's work for a school"),
    "accounts.people": _l("List of people"),
    "accounts.person": _l("A person's page"),
    "accounts.take_role": _l("Taking a role away"),
    "accounts.take_second_factor": _l("Turning two-step sign-in off"),
    "attendance.history": _l("History of one person's attendance"),
    "attendance.no_shows": _l("People absent from the first class"),
    "attendance.release_no_shows": _l("Passing on the seat of who never came"),
    "attendance.register": _l("Register of a class"),
    "attendance.sheet": _l("Attendance of a whole course"),
    "certificates.issue": _l("Issuing certificates"),
    "certificates.issue_now": _l("Issuing certificates"),
    "certificates.office_pdf": _l("Downloading a certificate"),
    "certificates.register": _l("Register of certificates"),
    "certificates.revoke": _l("Revoking a certificate"),
    "courses_office.add_instructor": _l("Adding an instructor"),
    "courses_office.end_instructor": _l("Ending an instructor's work"),
    "courses_office.instructor": _l("An instructor's page"),
    "courses_office.instructors": _l("List of instructors"),
    "enrollment.answer_offer": _l("Recording an answer to an offer"),
    "enrollment.applicants": _l("List of applicants"),
    "enrollment.applicants_file": _l("Downloading the applicants"),
    "enrollment.cancel": _l("Cancelling an enrolment"),
    "enrollment.drop_out": _l("Recording that somebody dropped out"),
    "enrollment.fill_seats": _l("Filling free seats"),
    "enrollment.move": _l("Changing a position on a waiting list"),
    "enrollment.waiting": _l("Waiting list"),
    "enrollment.lift_restriction": _l("Lifting a restriction"),
    "enrollment.restrictions": _l("List of restrictions"),
    "incubation.invite": _l("A venture's page"),
    "incubation.leave": _l("A venture's page"),
    "incubation.step": _l("A venture's step"),
    "incubation.venture": _l("A venture's page"),
    "incubation.withdraw_invitation": _l("A venture's page"),
    "notifications.message": _l("A message that was sent"),
    "notifications.outbox": _l("List of messages"),
    "notifications_office.again": _l("Sending a message again"),
    "notifications_office.message": _l("A message that was sent"),
    "notifications_office.messages": _l("List of messages"),
    "notifications_office.told": _l("Noting that somebody was called"),
    "people.all_apart": _l("Telling two records apart"),
    "people.all_duplicates": _l("List of records that may be one person's"),
    "people.all_merge": _l("Merging two records"),
    "people.all_merged": _l("A merge of two records"),
    "people.all_merges": _l("List of merged records"),
    "people.all_pair": _l("Comparing two records"),
    "people.all_undo": _l("Undoing a merge"),
    "people.apart": _l("Telling two records apart"),
    "people.code": _l("Making a code for a record"),
    "people.correct": _l("Correcting a record"),
    "people.duplicates": _l("List of records that may be one person's"),
    "people.intake": _l("Finding somebody who applies by phone or at the desk"),
    "people.take_down": _l("Entering an application by phone or at the desk"),
    "people.taken_down": _l("An application by phone or at the desk"),
    "people.merge": _l("Merging two records"),
    "people.merged": _l("A merge of two records"),
    "people.merges": _l("List of merged records"),
    "people.new": _l("Entering a person"),
    "people.office": _l("List of people"),
    "people.pair": _l("Comparing two records"),
    "people.person": _l("A person's page"),
    "people.undo": _l("Undoing a merge"),
    "privacy.request_file": _l("Making a file of somebody's data"),
    "privacy.request_page": _l("A request about data"),
    "privacy.requests": _l("List of requests about data"),
    "privacy.take_down": _l("Entering a request about data"),
}


def page_words(endpoint: str) -> str:
    """A page that has been removed since still has a line in the log."""
    return str(PAGES.get(endpoint, _l("A page of the office")))


register(
    {
        MonthNotSealed: _l("This month isn't over yet, so it can't be signed off."),
        MonthChanged: _l(
            "The lines of this month are not the ones that were sealed. Don't sign "
            "it off, and tell whoever runs this site."
        ),
    }
)
