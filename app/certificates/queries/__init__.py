"""Named reads of completion, certificates and their register; the row locks."""

from app.certificates.queries.certificates import (
    certificate_by_code,
    certificate_by_hash,
    certificate_of_person,
    certificate_of_schools,
    certificates_of_person,
    lock_certificate,
    lock_counter,
    lock_next_without_pdf,
    valid_of_run,
)
from app.certificates.queries.completions import (
    completion_of_enrollment,
    completions_of_run,
    completions_with,
)
from app.certificates.queries.numbers import valid_by_school, valid_ever
from app.certificates.queries.ready import LOOKED_BACK, ready_by_run
from app.certificates.queries.register import (
    RegisterPage,
    register,
    register_years,
    valid_in_year,
)

__all__ = [
    "LOOKED_BACK",
    "RegisterPage",
    "certificate_by_code",
    "certificate_by_hash",
    "certificate_of_person",
    "certificate_of_schools",
    "certificates_of_person",
    "completion_of_enrollment",
    "completions_of_run",
    "completions_with",
    "lock_certificate",
    "lock_counter",
    "lock_next_without_pdf",
    "ready_by_run",
    "register",
    "register_years",
    "valid_by_school",
    "valid_ever",
    "valid_in_year",
    "valid_of_run",
]
