"""Every page that lists what grows, who opens it, with which filters, how deep.

`tests/pages/test_listed_pages.py` names a page with a pager that is missing here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.courses.search import Place, cursor_of
from app.courses.state import RunState
from benchmarks.archive.people import RARE, mobile_of
from benchmarks.archive.size import MINE, Run, Size
from benchmarks.archive.teaching import meeting_ids


@dataclass(frozen=True)
class Archive:
    """What the addresses name."""

    size: Size
    runs: list[Run]

    def mine(self, state: str) -> list[Run]:
        """Runs of the coordinator's school, the latest end first."""
        here = [r for r in self.runs if r.school == MINE and r.state == state]
        return sorted(here, key=lambda run: (run.last, run.id), reverse=True)

    def everybodys(self, state: str) -> list[Run]:
        here = [run for run in self.runs if run.state == state]
        return sorted(here, key=lambda run: (run.last, run.id), reverse=True)


Asked = Callable[[Archive], str]
"""What an address says, e.g. `?after=12`."""


@dataclass(frozen=True)
class ListPage:
    endpoint: str
    persona: str
    path: str | Asked
    asked: tuple[str | Asked, ...] = ("",)
    """Queries: the first page, filters and searches, a page in depth."""

    def addresses(self, archive: Archive) -> Iterator[tuple[str, str]]:
        """A name that is the same in every archive, and the address in this one."""
        path = self.path if isinstance(self.path, str) else self.path(archive)
        for number, asked in enumerate(self.asked):
            deep = not isinstance(asked, str)
            query = asked if isinstance(asked, str) else asked(archive)
            said = f"deep {number}" if deep else asked
            yield f"{self.endpoint} {said}".strip(), f"{path}{query}"


def _middle(things: list[Run]) -> Run:
    return things[len(things) // 3]


def _finished(archive: Archive) -> str:
    run = _middle(archive.everybodys("finished"))
    return cursor_of(Place(RunState.FINISHED, run.last, run.id))


def _person(archive: Archive) -> int:
    return archive.size.persons * 2 // 3


def _message(archive: Archive) -> int:
    return archive.size.enrolments // 2


def _message_of_mine(archive: Archive) -> int:
    """Messages are numbered in the order of the runs; drafts have none."""
    told = [run for run in archive.runs if run.state != "draft"]
    place = told.index(_middle(archive.mine("finished")))
    return place * archive.size.people_a_run


def _newest_run(archive: Archive) -> int:
    return archive.mine("finished")[0].id


def _seat(archive: Archive) -> int:
    return (_newest_run(archive) - 1) * archive.size.people_a_run + 20


def _look(archive: Archive) -> int:
    """In the month before last, and in the middle of all that were kept."""
    return max(5_000, archive.size.enrolments // 2)


_RUN = "/office/runs/{}"
_month = "/people/access/2026-02"

LIST_PAGES = (
    ListPage("home.front", "visitor", "/"),
    ListPage(
        "courses.catalogue", "visitor", "/courses",
        ("", "?q=수선", "?q=없는말", "?q=handicraft", "?q=교육장", "?state=open",
         "?state=finished", "?state=finished&q=지퍼", "?state=cancelled",
         "?district=11545", "?trade=mending",
         lambda a: f"?after={_finished(a)}",
         lambda a: f"?q=수선&after={_finished(a)}"),
    ),
    ListPage(
        "incubation.enterprises", "visitor", "/enterprises",
        ("", "?district=11545", "?trade=mending",
         lambda a: f"?after={a.size.of(0.15, at_least=60)}"),
    ),
    ListPage("home.me", "learner", "/me"),
    ListPage(
        "accounts.looked", "learner", "/account/looked",
        ("", lambda a: f"?after={_look(a) // 2}"),
    ),
    ListPage("privacy.consents", "learner", "/account/consents"),
    ListPage("privacy.data", "learner", "/account/data"),
    ListPage("accounts.devices", "learner", "/account/sessions"),
    ListPage("entrepreneurship.modules", "learner", "/modules"),
    ListPage(
        "incubation.ventures", "mentor", "/ventures",
        ("", lambda a: "?after=2.55"),
    ),
    ListPage("home.teach", "instructor", "/teach"),
    ListPage(
        "attendance.sheet", "instructor",
        lambda a: f"/teach/runs/{a.mine('running')[0].id}",
    ),
    ListPage(
        "attendance.register", "instructor",
        lambda a: f"/teach/meetings/{meeting_ids(a.mine('running')[0])[0]}",
    ),
    ListPage("home.office", "coordinator", "/office"),
    ListPage(
        "courses_office.runs", "coordinator", "/office/runs",
        ("", "?state=draft", "?state=current", "?state=finished", "?state=cancelled",
         lambda a: f"?after={_middle(a.mine('finished')).id}",
         lambda a: f"?state=finished&after={a.mine('finished')[-25].id}"),
    ),
    ListPage(
        "courses_office.courses", "coordinator", "/office/courses",
        ("", "?school=1", "?after=2"),
    ),
    ListPage("courses_office.course", "coordinator", "/office/courses/5"),
    ListPage("courses_office.new_run", "coordinator", "/office/runs/new"),
    ListPage("courses_office.instructors", "coordinator", "/office/instructors"),
    ListPage("courses_office.school", "coordinator", "/office/school"),
    ListPage("courses_import.upload", "coordinator", "/office/import"),
    ListPage(
        "enrollment.applicants", "coordinator",
        lambda a: _RUN.format(_newest_run(a)) + "/applicants",
        ("", "?show=ended", lambda a: f"?after={_seat(a)}"),
    ),
    ListPage(
        "enrollment.waiting", "coordinator",
        lambda a: _RUN.format(a.mine("running")[0].id) + "/waiting",
        ("", "?after=12"),
    ),
    ListPage(
        "enrollment.restrictions", "coordinator", "/office/restrictions",
        ("", lambda a: f"?after={a.size.of(0.25, at_least=100)}"),
    ),
    ListPage(
        "people.intake", "coordinator",
        lambda a: _RUN.format(a.mine("open")[0].id) + "/intake",
        ("?q=미경", f"?q={RARE}"),
    ),
    ListPage(
        "certificates.issue", "coordinator",
        lambda a: _RUN.format(_newest_run(a)) + "/certificates",
    ),
    ListPage(
        "certificates.register", "coordinator", "/office/certificates",
        ("", "?year=2025", "?year=2025&after=60"),
    ),
    ListPage(
        "notifications_office.messages", "coordinator", "/office/messages",
        ("", "?state=sent", "?state=failed", lambda a: f"?run={_newest_run(a)}",
         lambda a: f"?after={_message_of_mine(a)}"),
    ),
    ListPage(
        "people.office", "coordinator", "/office/people",
        ("", "?q=미경", "?q=김미", f"?q={RARE}",
         lambda a: f"?q={mobile_of(a.size.rare)[-4:]}",
         lambda a: f"?after={_person(a)}", lambda a: f"?q=미경&after={_person(a)}"),
    ),
    ListPage(
        "people.duplicates", "coordinator", "/office/people/duplicates",
        ("", lambda a: f"?after={_person(a)}-{_person(a)}"),
    ),
    ListPage(
        "people.merges", "coordinator", "/office/people/merges",
        ("", lambda a: f"?after={a.size.of(0.125, at_least=80)}"),
    ),
    ListPage(
        "incubation.office", "coordinator", "/office/ventures",
        ("", lambda a: "?after=2.55"),
    ),
    ListPage("home.city", "city", "/city", ("", "?year=2025")),
    ListPage("home.plan", "city", "/city/plan"),
    ListPage(
        "accounts.people", "administrator", "/people",
        ("", "?q=미경", "?q=김미", f"?q={RARE}", "?q=resident2500@",
         lambda a: f"?after={_person(a)}", lambda a: f"?q=미경&after={_person(a)}"),
    ),
    ListPage("accounts.schools", "administrator", "/people/schools"),
    ListPage(
        "people.all_duplicates", "administrator", "/people/duplicates",
        ("", lambda a: f"?after={_person(a)}-{_person(a)}"),
    ),
    ListPage(
        "people.all_merges", "administrator", "/people/merges",
        ("", lambda a: f"?after={a.size.of(0.125, at_least=80)}"),
    ),
    ListPage(
        "privacy.requests", "administrator", "/people/requests",
        ("", lambda a: f"?after={a.size.of(1, at_least=100)}"),
    ),
    ListPage("accounts.access", "administrator", "/people/access"),
    ListPage(
        "accounts.access_month", "administrator", _month,
        ("", "?account=2", "?act=export", lambda a: f"?after={_look(a) - 1000}"),
    ),
    ListPage(
        "notifications.outbox", "administrator", "/outbox",
        ("", "?state=sent", lambda a: f"?after={_message(a)}"),
    ),
)  # fmt: skip
