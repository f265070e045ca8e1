"""The tables of accounts that refer to a person."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.accounts.entry_models import OutsideIdentity, RecoveryCode, SecondFactor
from app.accounts.models import Account, Consent, MailedLink, Person, RoleGrant
from app.accounts.session_models import AccountSession, SignInTries
from app.personal import Clash, Holding

HOLDINGS = (
    Holding(
        Person,
        _l("My details"),
        kind="persons",
        items=_l("name, date of birth, mobile number, district, e-mail address"),
        about=("name", "birth_date", "mobile", "email"),
    ),
    Holding(
        Account,
        _l("Account"),
        kind="accounts",
        person=Account.person_id,
        once=("person_id",),
        clash=Clash.REFUSE,
        items=_l("e-mail address, password (one-way), language"),
        about=("email", "password_hash"),
        plain=("language",),
    ),
    Holding(
        RoleGrant,
        _l("Roles"),
        kind="role_grants",
        account=("account_id", "granted_by", "revoked_by"),
        items=_l("role, school, given and taken when and by whom"),
    ),
    Holding(
        Consent,
        _l("Consents"),
        kind="consents",
        person=Consent.person_id,
        once=("text_id",),
        live="withdrawn_at IS NULL",
        account=("by_account_id",),
        items=_l("which text, agreed and withdrawn when"),
    ),
    Holding(
        MailedLink,
        _l("Links in e-mails"),
        kind="links",
        items=_l("e-mail address, what was typed at sign-up"),
        about=("email", "payload"),
        plain=("secret_hash",),
    ),
    Holding(
        AccountSession,
        _l("Where you were signed in"),
        kind="sessions",
        account=("account_id",),
        items=_l("device, network address, begun, last used and ended when"),
        about=("address", "agent"),
        plain=("key_hash",),
    ),
    Holding(
        SecondFactor,
        _l("Second step when signing in"),
        kind="accounts",
        account=("account_id",),
        items=_l("the key shared with the authenticator app (encrypted)"),
        about=("sealed_key",),
    ),
    Holding(
        RecoveryCode,
        _l("Recovery codes"),
        kind="accounts",
        account=("account_id",),
        items=_l("the codes (one-way), used when"),
        about=("code_hash",),
    ),
    Holding(
        OutsideIdentity,
        _l("Sign-in with Kakao or Naver"),
        kind="accounts",
        account=("account_id",),
        items=_l("the provider's number for the person, linked when"),
        about=("subject",),
    ),
    Holding(
        SignInTries,
        _l("Wrong passwords"),
        kind="sessions",
        items=_l("how often and when, without the address"),
        plain=("key_hash",),
    ),
)
