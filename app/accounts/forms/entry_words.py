"""The words of the refusals at the second step, and of Kakao and Naver."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.accounts import outside, second_factor
from app.words import register

register(
    {
        second_factor.CodeWrong: _l(
            "This code is wrong. Enter the newest one, with no mistake."
        ),
        second_factor.CodeUsed: _l(
            "This code has already been used. Wait for the next one in your app."
        ),
        second_factor.PasswordWrong: _l("This password is wrong. Check it again."),
        second_factor.CodesWait: _l(
            "Too many wrong codes. Wait %(minutes)s min, then try again."
        ),
        second_factor.KeyUnreadable: _l(
            "We can't check the codes of your app any more. Use a recovery code, or "
            "ask an administrator."
        ),
        second_factor.SecondFactorMissing: _l("Two-step sign-in is off."),
        second_factor.SecondFactorThere: _l("Two-step sign-in is on already."),
        outside.OutsideRefused: _l(
            "You didn't sign in there, so nothing has happened here. You can try "
            "again or use your password."
        ),
        outside.OutsideUnreachable: _l(
            "%(provider)s doesn't answer as it should. Try again later, or use your "
            "password."
        ),
        outside.OutsideTaken: _l(
            "This sign-in belongs to another account here. Disconnect it there first."
        ),
        outside.AnotherLinked: _l(
            "Your account is connected with another sign-in of the same company. "
            "Disconnect that one first."
        ),
        outside.AccountClosed: _l("This account is closed. Ask your school."),
        outside.LastWayIn: _l(
            "Without it you could no longer sign in. Set a password first."
        ),
    }
)
