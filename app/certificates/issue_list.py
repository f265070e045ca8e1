"""Everybody of a run as the issuing page lists them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.attendance.queries import class_list
from app.certificates import queries
from app.certificates.completion import Completion
from app.certificates.models import Certificate
from app.courses.models import CourseRun
from app.enrollment.models import Enrollment
from app.places.queries import operator_on


@dataclass(frozen=True)
class Line:
    enrollment: Enrollment
    completion: Completion
    certificate: Certificate | None

    @property
    def ready(self) -> bool:
        """Completed, and nothing issued yet."""
        return self.completion.completed and self.certificate is None

    @property
    def doubtful(self) -> bool:
        """Issued, but the register has since been corrected below the criteria."""
        return self.certificate is not None and not self.completion.completed


@dataclass(frozen=True)
class IssueList:
    lines: tuple[Line, ...]
    signed_by: str | None
    """The issuer's title on that day; None where nobody can sign."""

    @property
    def ready(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.ready)

    @property
    def issued(self) -> int:
        return sum(line.certificate is not None for line in self.lines)

    @property
    def pdfs_made(self) -> int:
        return sum(
            line.certificate is not None and line.certificate.pdf_made_at is not None
            for line in self.lines
        )

    @property
    def not_yet(self) -> int:
        return len(self.lines) - self.issued - len(self.ready)


def issue_list(session: Session, run: CourseRun, *, today: date) -> IssueList:
    """The run's people by name, in a constant number of statements."""
    completions = queries.completions_of_run(session, run.id)
    certificates = queries.valid_of_run(session, run.id)
    operator = operator_on(session, school_id=run.course.school_id, day=today)
    return IssueList(
        lines=tuple(
            Line(e, completions[e.id], certificates.get(e.id))
            for e in class_list(session, run.id)
        ),
        signed_by=operator.head_title_ko if operator else None,
    )
