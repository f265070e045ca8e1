"""Every table, known to the metadata as soon as this is imported."""

from app import access_log, audit, policy
from app.accounts import models as accounts
from app.attendance import models as attendance
from app.certificates import models as certificates
from app.courses import models as courses
from app.enrollment import models as enrollment
from app.entrepreneurship import models as entrepreneurship
from app.incubation import models as incubation
from app.notifications import models as notifications
from app.places import models as places

__all__ = [
    "access_log",
    "accounts",
    "attendance",
    "audit",
    "certificates",
    "courses",
    "enrollment",
    "entrepreneurship",
    "incubation",
    "notifications",
    "places",
    "policy",
]
