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
        facts.FactRefused: _l("Please check what is written here."),
        facts.FactMissing: _l("Please fill this in."),
        facts.DayAhead: _l("This day or time lies ahead. Enter it once it has passed."),
        facts.DayPast: _l("This has passed already. Choose a time that lies ahead."),
        workflow.StepRefused: _l(
            "Nothing was done: this step was taken already, or it isn't its turn."
        ),
        workflow.NotYourStep: _l("Somebody else takes this step."),
        workflow.NoteMissing: _l("Please say why; the others read it."),
        break_even.NothingLeftPerJob: _l(
            "The price doesn't cover what one job costs. Raise it, or lower the costs."
        ),
        services.CertificateNeeded: _l(
            "A venture begins from your own valid certificate of completion."
        ),
        services.AlreadyPreparing: _l(
            "You are preparing “%(title)s” already. Finish or stop it before you"
            " begin another."
        ),
        services.VentureGone: _l("There is no such venture."),
    }
)

register(
    {
        quorum.FoundersMissing: _l(
            "%(needed)d founders are needed, %(there)d are in the team:"
            " %(missing)d more."
        ),
        quorum.ConsentersMissing: _l("At least %(needed)d people must consent."),
        quorum.MoreThanConsented: _l(
            "Only those who consented count, and that were %(consenters)d."
        ),
        quorum.QuorumMissed: _l(
            "Of %(consenters)d who consented, at least %(needed)d must come. The"
            " meeting couldn't decide: call it anew."
        ),
        quorum.MoreVotesThanPeople: _l("Only %(attended)d people came."),
        quorum.ResolutionMissed: _l(
            "Of %(attended)d who came, at least %(needed)d must vote in favour. The"
            " founding was not decided: call the meeting anew."
        ),
        quorum.DirectorsMissing: _l(
            "At least %(needed)d directors are needed, the chair among them."
        ),
        quorum.AuditorsMissing: _l("At least %(needed)d auditor is needed."),
        quorum.OfficersTooMany: _l("More officers than the %(members)d who consented."),
        quorum.MembersMissing: _l("At least %(needed)d members must pay in."),
        quorum.SharesDisagree: _l(
            "This doesn't add up with %(members)d members who hold one share or more"
            " each."
        ),
        quorum.ShareLimitPassed: _l(
            "One member may hold %(percent)d%% at most: of %(total)d shares, %(limit)d."
        ),
    }
)

register(
    {
        conditions.ArticlesMissing: _l(
            "Save the draft articles first; the notice says what will be decided."
        ),
        conditions.NameLacksForm: _l("The name must contain “%(form)s”."),
        conditions.NoticeTooShort: _l(
            "The notice must be given at least %(days)d days before the meeting:"
            " %(earliest)s at the earliest."
        ),
        conditions.MeetingAhead: _l("The meeting begins on %(meeting_at)s."),
        conditions.ConsentTooLate: _l(
            "Consent counts only before the meeting opened, on %(meeting_at)s."
        ),
        conditions.OutOfOrder: _l("This can't be before %(earliest)s."),
        conditions.OpeningDayMissing: _l(
            "The founders haven't set the day of opening yet."
        ),
        conditions.OpeningAhead: _l("You open on %(opens_on)s."),
    }
)

register(
    {
        membership.TooYoung: _l("Founders must be %(age)d or older."),
        membership.BirthDateUnknown: _l(
            "Your birth date is missing. Add it in your account, then try again."
        ),
        membership.TeamClosed: _l("This team doesn't take in anybody just now."),
        membership.LeavingTooLate: _l(
            "The founding meeting has decided with you. From now on leaving follows"
            " your articles; talk to your school."
        ),
        membership.LastFounder: _l(
            "You are the only founder. Stop the venture instead."
        ),
        membership.TeamWouldBreak: _l(
            "Fewer than %(needed)d founders would stay. Find somebody first who takes"
            " your place."
        ),
        team.AlreadyInvited: _l(
            "This address was invited within the last day. It can answer until"
            " %(until)s."
        ),
        team.OwnAddress: _l("This is your own address; you are in the team."),
        team.InvitationForAnother: _l(
            "This invitation went to another e-mail address. Sign in with the account"
            " of that address, or have yourself invited again."
        ),
        team.InvitationAnswered: _l(
            "This invitation was answered or taken back before."
        ),
        team.InvitationExpired: _l(
            "This invitation ended on %(expired_at)s. Ask the founders for a new one."
        ),
        team.AlreadyFounder: _l("You are in this team already."),
    }
)
