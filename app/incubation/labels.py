"""The words of stages, steps and what they ask: for pages and mails.

Sentences with a law's figure name it, e.g. %(meeting_notice_days)d; `told` fills it in.
"""

from __future__ import annotations

from dataclasses import asdict

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from app.incubation.quorum import Figures
from app.incubation.stages import LegalForm, Stage

STAGES: dict[Stage, LazyString] = {
    Stage.IDEA: _l("Idea"),
    Stage.TEAM: _l("Team forming"),
    Stage.MODEL: _l("Business model"),
    Stage.PLAN: _l("Business plan"),
    Stage.ARTICLES: _l("Articles drafted"),
    Stage.NOTICE: _l("Meeting called"),
    Stage.MEETING: _l("Meeting held"),
    Stage.FILED: _l("Filed with the office"),
    Stage.SUPPLEMENT: _l("Supplement asked for"),
    Stage.CONFIRMED: _l("Filing confirmed"),
    Stage.PAID_IN: _l("Shares paid in"),
    Stage.INCORPORATED: _l("Incorporated"),
    Stage.TAX_REGISTERED: _l("Registered for tax"),
    Stage.OPERATING: _l("In operation"),
    Stage.ON_HOLD: _l("On hold"),
    Stage.STOPPED: _l("Stopped"),
}
"""Where a venture stands."""

TASKS: dict[Stage, LazyString] = {
    Stage.IDEA: _l("Shape the idea"),
    Stage.TEAM: _l("Build the team"),
    Stage.MODEL: _l("Draw the business model"),
    Stage.PLAN: _l("Write the business plan"),
    Stage.ARTICLES: _l("Write the articles, call the meeting"),
    Stage.NOTICE: _l("Hold the founding meeting"),
    Stage.MEETING: _l("File with the district office"),
    Stage.FILED: _l("Get the office's confirmation"),
    Stage.SUPPLEMENT: _l("Send what the office asked for"),
    Stage.CONFIRMED: _l("Pay in the shares"),
    Stage.PAID_IN: _l("Register the co-operative"),
    Stage.INCORPORATED: _l("Register for tax"),
    Stage.TAX_REGISTERED: _l("Open for business"),
    Stage.OPERATING: _l("Run the enterprise"),
}
"""What is to be done while it stands there."""

SUMMARIES: dict[Stage, LazyString] = {
    Stage.IDEA: _l("Say in a few lines what you would do for whom."),
    Stage.TEAM: _l("A co-operative needs %(founders_minimum)d founders or more."),
    Stage.MODEL: _l("Settle who pays you, and why she comes to you."),
    Stage.PLAN: _l("Work out prices, costs and how many jobs a month carry them."),
    Stage.ARTICLES: _l(
        "Fill in the 14 items, then announce the meeting at least"
        " %(meeting_notice_days)d days before it."
    ),
    Stage.NOTICE: _l(
        "More than half of those who consented must come, and at least two thirds"
        " of those who came must vote in favour."
    ),
    Stage.MEETING: _l(
        "Hand in nine papers at the office of your district. It is free."
    ),
    Stage.FILED: _l("The office answers within %(filing_decision_days)d days."),
    Stage.SUPPLEMENT: _l("The days until you send it don't count for the office."),
    Stage.CONFIRMED: _l(
        "Nobody may hold more than %(share_limit_percent)d%% of all shares."
    ),
    Stage.PAID_IN: _l(
        "Register within %(registration_days)d days after the last share is paid."
    ),
    Stage.INCORPORATED: _l(
        "Register at the tax office within %(tax_registration_days)d days of opening."
    ),
    Stage.TAX_REGISTERED: _l("Your enterprise enters the public register."),
    Stage.OPERATING: _l("Your enterprise is in the public register."),
}

GUIDANCE: dict[Stage, tuple[LazyString, ...]] = {
    Stage.IDEA: (
        _l(
            "Talk your idea over with neighbours who have the need. When you can say"
            " it in two sentences, go on and look for people."
        ),
        _l(
            "From the idea to opening day usually takes a year or more. One"
            " neighbourhood co-operative in Seoul needed about three years."
        ),
    ),
    Stage.TEAM: (
        _l(
            "To found a co-operative, %(founders_minimum)d people or more must join"
            " in (Framework Act on Cooperatives, article 15). Each has one vote,"
            " whatever she pays in."
        ),
    ),
    Stage.MODEL: (
        _l(
            "Take a sheet with nine boxes and fill it in together. Two of them are"
            " asked here: they decide about the rest."
        ),
    ),
    Stage.PLAN: (
        _l(
            "What you earn per job pays the fixed costs first. We work out from how"
            " many jobs a month something is left."
        ),
        _l(
            "Bookings and requests for quotes are good grounds for your figures. A"
            " share of the national market is none."
        ),
    ),
    Stage.ARTICLES: (
        _l(
            "The articles need 14 items and the signatures of all founders. Allow"
            " about a month; your school has a model text."
        ),
        _l(
            "Announce the meeting at least %(meeting_notice_days)d days ahead, with"
            " date, venue, who may take part and what will be decided."
        ),
    ),
    Stage.NOTICE: (
        _l(
            "Whoever joins consents in writing before the meeting opens. Of nine who"
            " consented five must come; of five who came four must vote in favour."
        ),
        _l(
            "Decide on the articles, the plan and budget, the founding costs and the"
            " officers: %(directors_minimum)d directors with the chair among them, and"
            " %(auditors_minimum)d auditor. Keep minutes; registration needs them"
            " notarised."
        ),
    ),
    Stage.MEETING: (
        _l(
            "File at the office of the district in which your main office will be."
            " Have your school look through the papers first: most supplements are"
            " asked for because of small gaps."
        ),
    ),
    Stage.FILED: (
        _l(
            "The office looks at the papers and checks the officers. When it has"
            " answered, your school enters the result here."
        ),
    ),
    Stage.SUPPLEMENT: (
        _l("Mend what the office named, hand it in again and enter the day here."),
    ),
    Stage.CONFIRMED: (
        _l(
            "The founders hand over to the chair. Every member pays in one share or"
            " more; nobody may hold more than %(share_limit_percent)d%% of all shares."
        ),
    ),
    Stage.PAID_IN: (
        _l(
            "Register at the registry office within %(registration_days)d days after"
            " the last share was paid; a delay is fined. When it is entered, your"
            " school confirms it here."
        ),
    ),
    Stage.INCORPORATED: (
        _l(
            "Register at the tax office within %(tax_registration_days)d days of"
            " opening; it is mostly done in two working days. Some trades need a"
            " notification first, such as food."
        ),
    ),
    Stage.TAX_REGISTERED: (
        _l(
            "Write how your neighbours should read about you. It stands in the public"
            " register with name, legal form, district and trade."
        ),
    ),
    Stage.OPERATING: (
        _l(
            "Keep the yearly duties in mind: an assembly, the reserve of a tenth of"
            " the surplus, and training for the members."
        ),
    ),
}

ARTICLE_ITEMS = (
    _l("Purpose"),
    _l("Name and main office"),
    _l("Who may be a member or stand in for one"),
    _l("Joining, leaving, expulsion"),
    _l("Amount of a share, how and when it is paid, the most one may hold"),
    _l("Members' rights and duties"),
    _l("What happens with surplus and losses"),
    _l("Reserves"),
    _l("Field of business and accounts"),
    _l("Organs and officers"),
    _l("How notices are given"),
    _l("Dissolution"),
    _l("Passing on of shares"),
    _l("Whatever else the assembly and the board need"),
)
"""제16조: the 14 items."""

FILING_PAPERS = (
    _l("Filing form"),
    _l("Articles of association"),
    _l("Notice of the founding meeting"),
    _l("Minutes of the founding meeting"),
    _l("List of officers, with their careers and photographs"),
    _l("Business plan"),
    _l("Budget of income and spending"),
    _l("Amount of a share, and how many each member takes"),
    _l("List of those who consented"),
)

LEGAL_FORMS: dict[LegalForm, LazyString] = {
    LegalForm.COOPERATIVE: _l("Co-operative"),
}


def told(text: LazyString, figures: Figures) -> str:
    """The sentence with the figures in force."""
    return str(text) % asdict(figures)
