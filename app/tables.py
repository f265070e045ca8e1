"""Every table, known to the metadata as soon as this is imported."""

from app import access_log, audit, heartbeat, occasions, policy, retention
from app.accounts import entry_models as entry
from app.accounts import finding
from app.accounts import models as accounts
from app.accounts import session_models as sessions
from app.attendance import models as attendance
from app.certificates import models as certificates
from app.courses import extension_models as extensions
from app.courses import list_indexes
from app.courses import models as courses
from app.enrollment import models as enrollment
from app.enrollment import offer_models as offers
from app.enrollment import prepared_models as prepared
from app.enrollment import restriction_models as restrictions
from app.entrepreneurship import models as entrepreneurship
from app.incubation import models as incubation
from app.notifications import models as notifications
from app.places import models as places
from app.privacy import models as privacy
from app.privacy.people import models as people

__all__ = [
    "access_log",
    "accounts",
    "attendance",
    "audit",
    "certificates",
    "courses",
    "enrollment",
    "entrepreneurship",
    "entry",
    "extensions",
    "finding",
    "heartbeat",
    "incubation",
    "list_indexes",
    "notifications",
    "occasions",
    "offers",
    "people",
    "places",
    "policy",
    "prepared",
    "privacy",
    "restrictions",
    "retention",
    "sessions",
]
