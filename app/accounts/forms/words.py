"""The words of every refusal of accounts and places, and of the roles."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.accounts import authority, links, my_details, sign_up, signing_in
from app.accounts.identity import (
    BirthDateUnreadable,
    MobileUnreadable,
    NameUnreadable,
    TooYoung,
)
from app.accounts.passwords import (
    PasswordGuessable,
    PasswordPersonal,
    PasswordTooLong,
    PasswordTooShort,
)
from app.accounts.permissions import Role
from app.exceptions import NotAllowed
from app.places.services import SchoolThere
from app.words import register

ROLE_WORDS = {
    Role.LEARNER: _l("Learner"),
    Role.INSTRUCTOR: _l("Instructor"),
    Role.MENTOR: _l("Mentor"),
    Role.COORDINATOR: _l("School coordinator"),
    Role.CITY: _l("City officer"),
    Role.ADMINISTRATOR: _l("Administrator"),
}

register(
    {
        NotAllowed: _l("You may not do this here."),
        NameUnreadable: _l(
            "Write the name in letters, %(longest)s at most, "
            "as it stands on the identity card."
        ),
        MobileUnreadable: _l(
            "Write a mobile number of 11 digits that begins with 010, "
            "e.g. 010-1234-5678."
        ),
        BirthDateUnreadable: _l(
            "Write a date that exists, as 8 digits, e.g. 19680305."
        ),
        TooYoung: _l("You can sign up when you are %(age)s or older."),
        PasswordTooShort: _l("Make it at least %(shortest)s characters long."),
        PasswordTooLong: _l("Make it %(longest)s characters long at most."),
        PasswordGuessable: _l(
            "This one is easy to guess. Put together some words that only you know."
        ),
        PasswordPersonal: _l(
            "Leave out your name, e-mail address and telephone number."
        ),
        my_details.ConsentNeeded: _l("Without the required consent you can't sign up."),
        sign_up.EmailTaken: _l("You have signed up with this address already."),
        signing_in.SignInRefused: _l(
            "The e-mail address or the password isn't right. Look at both once more."
        ),
        links.LinkRefused: _l("This link doesn't work"),
        links.LinkUnknown: _l(
            "There is no such link. Perhaps only a part of it was copied."
        ),
        links.LinkExpired: _l("The time of this link is over."),
        links.LinkUsed: _l("This link has been used before."),
        authority.RoleNotGranted: _l("Everybody is a learner; choose another role."),
        authority.RoleNeedsSchool: _l("Choose the school for which the role is held."),
        authority.RoleHasNoSchool: _l(
            "This role is held for the whole city: choose no school."
        ),
        authority.RoleHeldAlready: _l("This role is held there already."),
        authority.NotOneself: _l(
            "You can't do this with your own account. Ask another administrator."
        ),
        authority.LastAdministrator: _l(
            "This is the last administrator. Make somebody else one first."
        ),
        SchoolThere: _l("This district has its school already."),
    }
)
