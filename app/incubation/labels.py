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
    Stage.TEAM: _l("Building the team"),
    Stage.MODEL: _l("Business model"),
    Stage.PLAN: _l("Business plan"),
    Stage.ARTICLES: _l("Drafting the articles"),
    Stage.NOTICE: _l("Meeting announced"),
    Stage.MEETING: _l("Founding meeting held"),
    Stage.FILED: _l("Filed with the district office"),
    Stage.SUPPLEMENT: _l("Corrections requested"),
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
    Stage.MODEL: _l("Plan the business model"),
    Stage.PLAN: _l("Write the business plan"),
    Stage.ARTICLES: _l("Write the articles and announce the meeting"),
    Stage.NOTICE: _l("Hold the founding meeting"),
    Stage.MEETING: _l("File with the district office"),
    Stage.FILED: _l("Get the district's confirmation"),
    Stage.SUPPLEMENT: _l("Send the corrections"),
    Stage.CONFIRMED: _l("Pay in the shares"),
    Stage.PAID_IN: _l("Register the co-operative"),
    Stage.INCORPORATED: _l("Register for tax"),
    Stage.TAX_REGISTERED: _l("Open for business"),
    Stage.OPERATING: _l("Run the enterprise"),
}
"""What is to be done while it stands there."""

SUMMARIES: dict[Stage, LazyString] = {
    Stage.IDEA: _l("Say in a few lines what you want to do, and for whom."),
    Stage.TEAM: _l("A co-operative needs at least %(founders_minimum)d founders."),
    Stage.MODEL: _l("Decide who pays you, and why they choose you."),
    Stage.PLAN: _l("Work out prices, costs and how many jobs a month you need."),
    Stage.ARTICLES: _l(
        "Fill in the 14 items, then announce the founding meeting at least "
        "%(meeting_notice_days)d days ahead."
    ),
    Stage.NOTICE: _l(
        "More than half of the consenting members must come, and at least two "
        "thirds of those present must vote in favour."
    ),
    Stage.MEETING: _l(
        "Hand in nine documents at your district office. There is no fee."
    ),
    Stage.FILED: _l(
        "The district office answers within %(filing_decision_days)d days."
    ),
    Stage.SUPPLEMENT: _l(
        "The days until you send the corrections don't count towards the "
        "office's time limit."
    ),
    Stage.CONFIRMED: _l(
        "No member may hold more than %(share_limit_percent)d%% of all shares."
    ),
    Stage.PAID_IN: _l(
        "Register within %(registration_days)d days of the last share being paid."
    ),
    Stage.INCORPORATED: _l(
        "Register at the tax office within %(tax_registration_days)d days of opening."
    ),
    Stage.TAX_REGISTERED: _l("Your enterprise will appear in the public register."),
    Stage.OPERATING: _l("Your enterprise is in the public register."),
}

GUIDANCE: dict[Stage, tuple[LazyString, ...]] = {
    Stage.IDEA: (
        _l(
            "Talk about your idea with neighbours who need it. Once you can say "
            "it in two sentences, look for people to join you."
        ),
        _l(
            "It usually takes a year or more from the idea to opening day. One "
            "neighbourhood co-operative in Seoul needed about three years."
        ),
    ),
    Stage.TEAM: (
        _l(
            "At least %(founders_minimum)d people must found a co-operative "
            "together (Framework Act on Cooperatives, Article 15). Each has one "
            "vote, however much money they put in."
        ),
    ),
    Stage.MODEL: (
        _l(
            "Fill in the nine boxes of the business model together on paper. We "
            "ask for the two that decide the rest."
        ),
    ),
    Stage.PLAN: (
        _l(
            "What is left from each job pays the fixed costs first. We work out "
            "how many jobs a month you need before anything is left over."
        ),
        _l(
            "Bookings and requests for quotes are a good basis for your figures. "
            "“One per cent of the national market” is not."
        ),
    ),
    Stage.ARTICLES: (
        _l(
            "The articles of association need 14 items and the signatures of all "
            "founders. Allow about a month. Your school has standard articles."
        ),
        _l(
            "Announce the founding meeting at least %(meeting_notice_days)d days "
            "ahead, with the date, the venue, who can take part and what will be "
            "decided."
        ),
    ),
    Stage.NOTICE: (
        _l(
            "Everybody who joins must consent in writing before the meeting "
            "opens. If nine consent, five must come; if five come, four must "
            "vote in favour."
        ),
        _l(
            "Decide on the articles, the business plan and budget, the founding "
            "costs and the officers: at least %(directors_minimum)d directors "
            "including the chair, and %(auditors_minimum)d auditor. Keep "
            "minutes; they must be notarised for registration."
        ),
    ),
    Stage.MEETING: (
        _l(
            "File at the office of the district where your main office will be. "
            "Ask your school to look through the documents first. Most "
            "corrections are requested because of small gaps."
        ),
    ),
    Stage.FILED: (
        _l(
            "The office examines the documents and checks the officers. When it "
            "has answered, your school records the result here."
        ),
    ),
    Stage.SUPPLEMENT: (
        _l("Correct what the office named, hand it in again and enter the date here."),
    ),
    Stage.CONFIRMED: (
        _l(
            "The founders hand over to the chair. Every member pays for at least "
            "one share, and no member may hold more than "
            "%(share_limit_percent)d%% of all shares."
        ),
    ),
    Stage.PAID_IN: (
        _l(
            "Register at the registry office within %(registration_days)d days "
            "of the last share being paid; delays are fined. Your school "
            "confirms it here afterwards."
        ),
    ),
    Stage.INCORPORATED: (
        _l(
            "Register at the tax office within %(tax_registration_days)d days of "
            "opening. It usually takes two working days. Some trades, such as "
            "food, must notify the district first."
        ),
    ),
    Stage.TAX_REGISTERED: (
        _l(
            "Write an introduction for your neighbours. It appears in the public "
            "register with your name, legal form, district and trade."
        ),
    ),
    Stage.OPERATING: (
        _l(
            "Remember what to do every year: hold a general meeting, put at "
            "least a tenth of the surplus into the reserve, and train your "
            "members."
        ),
    ),
}

ARTICLE_ITEMS = (
    _l("Purpose"),
    _l("Name and main office"),
    _l("Who can be a member or a proxy"),
    _l("Joining, leaving and expulsion"),
    _l(
        "Amount of one share, how and when it is paid, and how many one member may hold"
    ),
    _l("Members' rights and duties"),
    _l("What happens to surplus and losses"),
    _l("Reserves"),
    _l("Field of business and accounts"),
    _l("Bodies and officers"),
    _l("How notices are given"),
    _l("Dissolution"),
    _l("Transfer of shares"),
    _l("Anything else the general meeting and the board need"),
)
"""제16조: the 14 items."""

FILING_PAPERS = (
    _l("Filing form"),
    _l("Articles of association"),
    _l("Notice of the founding meeting"),
    _l("Minutes of the founding meeting"),
    _l("List of officers, with their CVs and photographs"),
    _l("Business plan"),
    _l("Budget of income and expenditure"),
    _l("Amount of one share and how many each member takes"),
    _l("List of consenting members"),
)

LEGAL_FORMS: dict[LegalForm, LazyString] = {
    LegalForm.COOPERATIVE: _l("Co-operative"),
}


def told(text: LazyString, figures: Figures) -> str:
    """The sentence with the figures in force."""
    return str(text) % asdict(figures)
