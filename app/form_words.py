"""What WTForms itself says of a field, in our own words instead of its catalogue's."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from flask_wtf.i18n import translations

NO_CHOICE = _l("Choose one from the list.")
NO_WHOLE_NUMBER = _l("Enter a whole number, such as 12.")
NO_NUMBER = _l("Enter a number, such as 12.")
NO_EMAIL = _l("Enter an e-mail address, such as name@example.com.")
TOO_SHORT = _l("Enter at least %(min)d characters.")
TOO_LONG = _l("Enter no more than %(max)d characters.")

OURS: dict[str, LazyString] = {
    "This field is required.": _l("Fill this in."),
    "Not a valid choice.": NO_CHOICE,
    "Invalid Choice: could not coerce.": NO_CHOICE,
    "Invalid choice(s): one or more data inputs could not be coerced.": NO_CHOICE,
    "Not a valid integer value.": NO_WHOLE_NUMBER,
    "Not a valid decimal value.": NO_NUMBER,
    "Not a valid date value.": _l("Enter a date, such as 2026-03-02."),
    "Not a valid datetime value.": _l("Enter a date and a time."),
    "Not a valid time value.": _l("Enter a time, such as 09:30."),
    "Invalid email address.": NO_EMAIL,
    "Number must be at least %(min)s.": _l("Enter %(min)s or more."),
    "Number must be at most %(max)s.": _l("Enter %(max)s or less."),
    "Number must be between %(min)s and %(max)s.": _l(
        "Enter a number from %(min)s to %(max)s."
    ),
    "Field must be at least %(min)d characters long.": TOO_SHORT,
    "Field cannot be longer than %(max)d characters.": TOO_LONG,
}


class HouseWords:
    """The translations of a form: ours where we have them, WTForms' where not."""

    def gettext(self, string: str) -> str:
        own = OURS.get(string)
        return str(own) if own is not None else str(translations.gettext(string))

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        own = OURS.get(plural)
        if own is not None:
            return str(own)
        return str(translations.ngettext(singular, plural, n))
