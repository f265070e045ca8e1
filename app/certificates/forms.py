"""The forms of certificates, and the words of every refusal."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from app import words
from app.certificates import refusals
from app.certificates.code import CodeMistyped
from app.form import Form

LONGEST_REASON = 300
LONGEST_TYPED = 60

words.register(
    {
        CodeMistyped: _l(
            "This is not a verification code. A character is wrong or missing: "
            "please compare it with the certificate once more."
        ),
        refusals.ForeignSchool: _l("This certificate belongs to another school."),
        refusals.NobodyChosen: _l("Nobody was chosen. Please try once more."),
        refusals.NotInRun: _l(
            "Somebody in the list no longer has a seat in this course. "
            "Please look at the list again."
        ),
        refusals.NotCompleted: _l(
            "%(name)s has not completed the course, so nothing was issued. "
            "Please look at the list again."
        ),
        refusals.AlreadyIssued: _l("The certificate was issued already."),
        refusals.BirthDateMissing: _l(
            "%(name)s's birth date is not known. A certificate needs it."
        ),
        refusals.IssuerUnknown: _l(
            "No operator of the school is entered for today, so nobody can sign. "
            "Please enter the operator on the school's page."
        ),
        refusals.NoticeIncomplete: _l(
            "The course lacks its first day, last day or total hours. "
            "Please complete it first."
        ),
        refusals.AlreadyRevoked: _l("This certificate was revoked already."),
    }
)


class VerifyForm(Form):
    """Asks for a code in the address, so it carries no token."""

    class Meta(Form.Meta):
        csrf = False

    beside = {CodeMistyped: "code"}

    code = StringField(
        _l("Verification code"),
        description=_l(
            "16 letters and digits at the foot of the certificate. "
            "You may leave out the hyphens."
        ),
        validators=[
            DataRequired(_l("Please enter the verification code.")),
            Length(max=LONGEST_TYPED, message=_l("This is too long for a code.")),
        ],
        render_kw={
            "autocomplete": "off",
            "autocapitalize": "characters",
            "spellcheck": "false",
            "maxlength": LONGEST_TYPED,
        },
    )


class RevokeForm(Form):
    beside = {refusals.AlreadyRevoked: "reason"}

    reason = TextAreaField(
        _l("Why is it revoked?"),
        description=_l(
            "Kept in the register for staff. The public page only says since when."
        ),
        validators=[
            DataRequired(_l("Please enter the reason.")),
            Length(
                max=LONGEST_REASON,
                message=_l("Please use %(max)d characters at most."),
            ),
        ],
        render_kw={"rows": 3, "maxlength": LONGEST_REASON},
    )
