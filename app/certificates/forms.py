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
            "This is not a verification code. A character is wrong or missing. "
            "Compare it with the certificate again."
        ),
        refusals.ForeignSchool: _l("This certificate belongs to another school."),
        refusals.NobodyChosen: _l("Nobody was chosen. Please try again."),
        refusals.NotInRun: _l(
            "Somebody on the list no longer has a seat in this course. Please "
            "check the list again."
        ),
        refusals.NotCompleted: _l(
            "%(name)s has not completed the course, so nothing was issued. "
            "Please check the list again."
        ),
        refusals.AlreadyIssued: _l("This certificate has already been issued."),
        refusals.BirthDateMissing: _l(
            "%(name)s's date of birth is missing. A certificate needs it."
        ),
        refusals.IssuerUnknown: _l(
            "The school has no operator for today, so no certificate can be "
            "issued. Add the operator on the school's page first."
        ),
        refusals.NoticeIncomplete: _l(
            "The course run has no first day, last day or total hours yet. "
            "Complete it first."
        ),
        refusals.AlreadyRevoked: _l("This certificate has already been revoked."),
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
            "16 letters and digits at the bottom of the certificate. You can "
            "leave out the hyphens."
        ),
        validators=[
            DataRequired(_l("Enter the verification code.")),
            Length(
                max=LONGEST_TYPED,
                message=_l("This is longer than a verification code."),
            ),
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
        _l("Why are you revoking it?"),
        description=_l(
            "Kept in the register for staff. The public page only shows the date."
        ),
        validators=[
            DataRequired(_l("Enter the reason.")),
            Length(
                max=LONGEST_REASON,
                message=_l("Use no more than %(max)d characters."),
            ),
        ],
        render_kw={"rows": 3, "maxlength": LONGEST_REASON},
    )
