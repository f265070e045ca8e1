"""What the coordinator and the instructor do, by buttons alone."""

from __future__ import annotations

import re
from pathlib import Path

from tests.support.browser import Walker

WORKBOOK = Path(__file__).parents[1] / "data" / "runs-2019-2022.xlsx"
COURSE = "케어푸드(케어 도시락)"
MEETINGS = 5


def import_workbook(coordinator: Walker) -> None:
    """Preview, look, take over; other districts' rows are refused by name."""
    coordinator.open("/office/import")
    coordinator.page.locator("input[type=file]").set_input_files(WORKBOOK)
    coordinator.press("Preview the upload").sees("What will be saved")
    coordinator.reads("영등포구").reads(COURSE)
    coordinator.submit().sees("What was saved from the workbook")


def enter_operator(coordinator: Walker) -> None:
    """Who runs the school, and so signs its certificates."""
    coordinator.open("/office/school")
    coordinator.go("link", re.compile(coordinator.say("Add an operator")))
    coordinator.fill("Runs the school from", "2026-01-01")
    coordinator.fill("Operator's name in Korean", "양천구사회적경제지원센터")
    coordinator.fill("Title of its head in Korean", "양천구사회적경제지원센터장")
    coordinator.submit().sees("The operator has been added.")


def add_instructor(coordinator: Walker, email: str) -> None:
    coordinator.open("/office/instructors/new")
    coordinator.page.locator("main input[type=email]").fill(email)
    coordinator.submit().reads("박선영")


def make_cohort(coordinator: Walker) -> str:
    """This year's draft from the imported one; gives the address of its page."""
    coordinator.open("/office/runs")
    coordinator.go("link", re.compile(re.escape(COURSE)))
    coordinator.press("Create a new cohort from this run")
    return coordinator.page.url


def complete_notice(coordinator: Walker) -> None:
    """Everything a notice can't do without, five seats, one required module."""
    coordinator.follow("Fill in the notice")
    coordinator.fill("First day", "2026-03-24").fill("Last day", "2026-04-07")
    for weekday in ("1", "3"):  # 화·목
        coordinator.page.locator(f"[name=weekdays][value='{weekday}']").check()
    coordinator.fill("Classes start at", "14:00").fill("Classes end at", "17:00")
    coordinator.fill("Number of classes", str(MEETINGS)).fill("Hours in total", "15")
    coordinator.fill("Venue", "양천 나눔부엌 2층")
    coordinator.fill("Seats", "5").fill("Places on the waiting list", "2")
    coordinator.choose(
        "How people are selected", coordinator.say("First come, first served")
    )
    coordinator.fill("Applications open", "2026-03-02T09:00")
    coordinator.fill("Applications close", "2026-03-20T18:00")
    coordinator.fill("Fee in won", "0")
    coordinator.page.get_by_role("checkbox", name=re.compile("박선영")).check()
    coordinator.fill("Attendance needed to complete, in percent", "80")
    coordinator.page.get_by_label("사회적경제 이해").select_option("required")
    coordinator.fill("Whom to ask", "02-000-0009 (평일 09:00~18:00)")
    coordinator.submit().sees("Ready to publish")


def plan_and_publish(coordinator: Walker) -> None:
    coordinator.follow("Plan the classes").press("Save these classes")
    coordinator.press("Publish")


def mark_all(instructor: Walker, *, absent: str | None = None) -> None:
    """Today's register: the absent one, then “the rest present”. Two presses."""
    instructor.open("/teach").go("link", instructor.say("Mark attendance"))
    if absent:
        row = instructor.page.locator("fieldset", has_text=absent)
        word = instructor.say("Absent", context="mark")
        row.locator("label", has_text=word).first.click()
    instructor.press("Mark the rest present and save")


def issue_to_all(coordinator: Walker, run_page: str) -> None:
    coordinator.open(run_page).follow("Certificates")
    coordinator.submit()
