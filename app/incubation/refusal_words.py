"""The words of incubation's refusals."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.incubation import (
    break_even,
    conditions,
    facts,
    membership,
    quorum,
    services,
    team,
    workflow,
)
from app.words import register

register(
    {
        facts.FactRefused: _l("Check what you entered here."),
        facts.FactMissing: _l("Fill this in."),
        facts.DayAhead: _l("This is in the future. Enter it once it has happened."),
        facts.DayPast: _l("This is in the past. Choose a later date or time."),
        workflow.StepRefused: _l(
            "Nothing has changed: this step has already been taken, or it is not "
            "its turn yet."
        ),
        workflow.NotYourStep: _l("Somebody else takes this step."),
        workflow.NoteMissing: _l("Say why. The others will read it."),
        break_even.NothingLeftPerJob: _l(
            "The price doesn't cover the costs of one job. Raise the price or "
            "lower the costs."
        ),
        services.CertificateNeeded: _l(
            "To begin a venture you need a valid certificate of your own."
        ),
        services.AlreadyPreparing: _l(
            "You are already preparing “%(title)s”. Finish or stop it before you "
            "begin another venture."
        ),
        services.VentureGone: _l("This venture doesn't exist."),
    }
)

register(
    {
        quorum.FoundersMissing: _l(
            "You need %(needed)d founders. There are %(there)d in the team, so "
            "%(missing)d more must join."
        ),
        quorum.ConsentersMissing: _l("At least %(needed)d people must consent."),
        quorum.MoreThanConsented: _l(
            "Only consenting members count. There were %(consenters)d."
        ),
        quorum.QuorumMissed: _l(
            "Of %(consenters)d consenting members, at least %(needed)d must "
            "come. The meeting could not decide, so announce it again."
        ),
        quorum.MoreVotesThanPeople: _l("Only %(attended)d people came."),
        quorum.ResolutionMissed: _l(
            "Of %(attended)d people present, at least %(needed)d must vote in "
            "favour. The founding was not approved, so announce the meeting "
            "again."
        ),
        quorum.DirectorsMissing: _l(
            "At least %(needed)d directors are needed, including the chair."
        ),
        quorum.AuditorsMissing: _l("At least %(needed)d auditor is needed."),
        quorum.OfficersTooMany: _l(
            "There can't be more officers than the %(members)d consenting members."
        ),
        quorum.MembersMissing: _l("At least %(needed)d members must pay in."),
        quorum.SharesDisagree: _l(
            "This doesn't match %(members)d members with at least one share each."
        ),
        quorum.ShareLimitPassed: _l(
            "One member may hold %(percent)d%% at most. Of %(total)d shares, "
            "that is %(limit)d."
        ),
    }
)

register(
    {
        conditions.ArticlesMissing: _l(
            "Save the draft articles first. The notice has to say what will be decided."
        ),
        conditions.NameLacksForm: _l("The name must contain “%(form)s”."),
        conditions.NoticeTooShort: _l(
            "The notice must be given at least %(days)d days before the meeting. "
            "The earliest day is %(earliest)s."
        ),
        conditions.MeetingAhead: _l(
            "The meeting is on %(meeting_at)s. Enter the result afterwards."
        ),
        conditions.ConsentTooLate: _l(
            "Consent only counts if it was given before the meeting opened on "
            "%(meeting_at)s."
        ),
        conditions.OutOfOrder: _l("This can't be before %(earliest)s."),
        conditions.OpeningDayMissing: _l(
            "The founders haven't set the opening day yet."
        ),
        conditions.OpeningAhead: _l("Your opening day is %(opens_on)s."),
    }
)

register(
    {
        membership.TooYoung: _l("Founders must be %(age)d or older."),
        membership.BirthDateUnknown: _l(
            "Your date of birth is missing. Add it to your account, then try again."
        ),
        membership.TeamClosed: _l("This team is not taking new members at the moment."),
        membership.LeavingTooLate: _l(
            "The founding meeting has been held with you. You can now leave only "
            "as your articles of association say. Please speak to your school."
        ),
        membership.LastFounder: _l(
            "You are the only founder, so you can't leave. Stop the venture instead."
        ),
        membership.TeamWouldBreak: _l(
            "Fewer than %(needed)d founders would be left. Find somebody to "
            "replace you first."
        ),
        team.AlreadyInvited: _l(
            "This address was invited less than a day ago. The person can answer "
            "until %(until)s."
        ),
        team.OwnAddress: _l("This is your own address. You are already in the team."),
        team.InvitationForAnother: _l(
            "This invitation was sent to another e-mail address. Sign in with "
            "that account, or ask to be invited at this address."
        ),
        team.InvitationAnswered: _l(
            "This invitation has already been answered or cancelled."
        ),
        team.InvitationExpired: _l(
            "This invitation expired on %(expired_at)s. Ask the founders for a new one."
        ),
        team.AlreadyFounder: _l("You are already in this team."),
    }
)
