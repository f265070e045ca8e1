"""The words of steps: their buttons, what they ask, and how the log tells them."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

BUTTONS: dict[str, LazyString] = {
    "finish_idea": _l("Go on to building the team"),
    "finish_team": _l("Finish building the team"),
    "finish_model": _l("Save the business model"),
    "finish_plan": _l("Save the business plan"),
    "write_articles": _l("Save the draft articles"),
    "give_notice": _l("Record the notice"),
    "call_again": _l("Announce the meeting again"),
    "record_meeting": _l("Record the result of the meeting"),
    "file": _l("Record the filing"),
    "ask_supplement": _l("Record a request for corrections"),
    "resubmit": _l("Record the corrections sent"),
    "confirm_filing": _l("Confirm the certificate of filing"),
    "pay_in": _l("Record the payments"),
    "confirm_registration": _l("Confirm the registration"),
    "set_opening_day": _l("Set the opening day"),
    "confirm_tax": _l("Confirm the tax registration"),
    "open": _l("Open for business now"),
    "hold": _l("Put on hold"),
    "resume": _l("Resume the venture"),
    "stop": _l("Stop the venture"),
}

TOLD: dict[str, LazyString] = {
    "finish_idea": _l("The idea has been shaped."),
    "finish_team": _l("The team is complete."),
    "finish_model": _l("The business model has been planned."),
    "finish_plan": _l("The business plan has been written."),
    "write_articles": _l("The draft articles were saved."),
    "give_notice": _l("The founding meeting was announced."),
    "call_again": _l("The founding meeting was announced again."),
    "record_meeting": _l("The founding meeting approved the founding."),
    "file": _l("The papers were filed with the district office."),
    "ask_supplement": _l("The district office asked for corrections."),
    "resubmit": _l("The corrections were sent."),
    "confirm_filing": _l("The district office confirmed the filing."),
    "pay_in": _l("The shares have been paid."),
    "confirm_registration": _l("The co-operative has been registered."),
    "set_opening_day": _l("The opening day has been set."),
    "confirm_tax": _l("The business has been registered for tax."),
    "open": _l("The enterprise is open."),
    "hold": _l("The venture was put on hold."),
    "resume": _l("The venture was resumed."),
    "stop": _l("The venture was stopped."),
}
"""In the log, in mails, and above the page after pressing."""

ASKED: dict[str, LazyString] = {
    "customers": _l("Who pays you?"),
    "value": _l("Why do they choose you?"),
    "fixed_won": _l("Fixed costs per month (won)"),
    "price_won": _l("Price of one job (won)"),
    "variable_won": _l("Cost of one job (won)"),
    "name": _l("Name of the co-operative"),
    "address": _l("Address of the main office"),
    "share_won": _l("Amount of one share (won)"),
    "all_items": _l("All 14 items are written"),
    "all_signed": _l("All founders have signed or sealed"),
    "notice_on": _l("Date of the notice"),
    "meeting_at": _l("Date and time of the meeting"),
    "venue": _l("Venue of the meeting"),
    "agenda": _l("What will be decided"),
    "consenters": _l("Number of consenting members"),
    "last_consent_at": _l("When the last of them gave consent"),
    "attended": _l("Number of them present"),
    "in_favour": _l("Votes in favour"),
    "directors": _l("Directors elected, including the chair"),
    "auditors": _l("Auditors elected"),
    "filed_on": _l("Date of filing"),
    "all_papers": _l("All nine documents have been handed in"),
    "confirmed_on": _l("Date of the certificate"),
    "asked_on": _l("Date of the office's request"),
    "resubmitted_on": _l("Date the corrections were sent"),
    "paid_on": _l("Date the last share was paid"),
    "members": _l("Number of members who paid"),
    "total_shares": _l("Total number of shares"),
    "largest_shares": _l("Most shares held by one member"),
    "registered_on": _l("Date of registration"),
    "registration_number": _l("Corporate registration number"),
    "opens_on": _l("Opening day"),
    "business_registered_on": _l("Date of tax registration"),
    "business_number": _l("Business registration number"),
    "description_ko": _l("What you do, in Korean"),
    "description_en": _l("What you do, in English"),
    "name_en": _l("Name in English"),
    "contact": _l("Phone number or e-mail address for customers"),
}

HINTS: dict[str, LazyString] = {
    "customers": _l(
        "For example: older people living alone, landlords of small blocks of flats."
    ),
    "value": _l("What you do better than the places people can ask now."),
    "fixed_won": _l("Rent, insurance, wages: what you pay even without a single job."),
    "variable_won": _l("Material and travel for one job."),
    "name": _l(
        "It must contain 협동조합. Make sure no other co-operative has this name."
    ),
    "address": _l("Not shown in the public register."),
    "agenda": _l(
        "For example: articles of association, business plan and budget, "
        "election of officers, founding costs."
    ),
    "last_consent_at": _l(
        "Consent only counts if it is given before the meeting opens."
    ),
    "registration_number": _l(
        "For example 110111-1234567. Only school staff can see it."
    ),
    "business_number": _l("For example 123-45-67890. Only school staff can see it."),
    "opens_on": _l("The time limit for tax registration starts on this day."),
    "contact": _l("Everybody can see it in the register."),
}
