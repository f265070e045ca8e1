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
        NotAllowed: _l("You don't have permission to do this."),
        NameUnreadable: _l(
            "Use letters only, up to %(longest)s, as on the identity card."
        ),
        MobileUnreadable: _l(
            "Enter an 11-digit mobile number that starts with 010, for example "
            "010-1234-5678."
        ),
        BirthDateUnreadable: _l("Enter a real date as 8 digits, for example 19680305."),
        TooYoung: _l("You must be %(age)s or over to sign up."),
        PasswordTooShort: _l("Use at least %(shortest)s characters."),
        PasswordTooLong: _l("Use no more than %(longest)s characters."),
        PasswordGuessable: _l(
            "This password is easy to guess. Combine a few words that only you know."
        ),
        PasswordPersonal: _l("Don't use your name, e-mail address or phone number."),
        my_details.ConsentNeeded: _l(
            "You need to give the required consent to sign up."
        ),
        sign_up.EmailTaken: _l(
            "You have already signed up with this address. Please sign in."
        ),
        signing_in.SignInRefused: _l(
            "The e-mail address or password is wrong. Check both and try again."
        ),
        links.LinkRefused: _l("This link doesn't work"),
        links.LinkUnknown: _l("We can't find this link. Part of it may be missing."),
        links.LinkExpired: _l("This link has expired."),
        links.LinkUsed: _l("This link has already been used."),
        authority.RoleNotGranted: _l(
            "Everybody is a learner already. Choose another role."
        ),
        authority.RoleNeedsSchool: _l("Choose the school for this role."),
        authority.RoleHasNoSchool: _l(
            "This role covers the whole city. Leave the school empty."
        ),
        authority.RoleHeldAlready: _l("This person already has this role there."),
        authority.NotOneself: _l(
            "You can't do this to your own account. Ask another administrator."
        ),
        authority.LastAdministrator: _l(
            "This is the only administrator. Make somebody else an administrator first."
        ),
        SchoolThere: _l("This district already has a school."),
    }
)
