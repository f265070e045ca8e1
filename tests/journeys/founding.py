"""From a certificate to the public register, by buttons alone."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from tests.journeys.cast import Cast
from tests.support.browser import Walker
from tests.support.time import SEOUL, FakeClock

TITLE = "양천 한솥"
IDEA = "혼자 사는 어르신께 씹기 편한 도시락을 전해요."
NAME = "양천 한솥 협동조합"


def begin(learner: Walker) -> str:
    """From her certificate; gives the address of the venture's page."""
    learner.open("/me")
    learner.page.locator("a[href^='/me/certificates/']").first.click()
    learner.page.wait_for_load_state()
    learner.arrive().follow("Begin a venture")
    learner.page.locator("[name=title]").fill(TITLE)
    learner.page.locator("[name=idea]").fill(
        "혼자 사는 어르신께 씹기 편한 도시락을 전해요."
    )
    learner.press("Begin the venture")
    return learner.page.url


def gather(cast: Cast, lead: Walker, venture: str, others: dict[str, Walker]) -> None:
    """Each is invited by mail, opens the link and joins by its button."""
    for email, other in others.items():
        lead.open(venture).follow("Invite somebody")
        lead.page.locator("main input[type=email]").fill(email)
        lead.press("Send the invitation")
        link = cast.live.mail.wait_for_link(email, "/ventures/invitation/")
        other.open(link).press("Join as a founder")


def found(lead: Walker, coordinator: Walker, venture: str, clock: FakeClock) -> None:
    """Every step to the open door; the coordinator confirms what offices decide."""
    _plan(lead, venture)
    _meet(lead, venture, clock)
    _file(lead, coordinator, venture, clock)
    _register(lead, coordinator, venture, clock)


def _plan(lead: Walker, venture: str) -> None:
    lead.open(venture).press("Go on to building the team").press(
        "Finish building the team"
    )
    lead.fill("Who pays you?", "복지관과 혼자 사는 어르신의 가족")
    lead.fill("Why do they choose you?", "씹기 편하고, 매일 얼굴을 보고 전해요.")
    lead.press("Save the business model")
    lead.fill("Fixed costs per month (won)", "1800000")
    lead.fill("Price of one job (won)", "12000")
    lead.fill("Cost of one job (won)", "3000")
    lead.press("Save the business plan")
    step(lead, "Save the draft articles")
    lead.fill("Name of the co-operative", NAME)
    lead.fill("Address of the main office", "서울특별시 양천구 시범로 9")
    lead.fill("Amount of one share (won)", "100000")
    lead.check("All 14 items are written").check("All founders have signed or sealed")
    lead.press("Save the draft articles")


def _meet(lead: Walker, venture: str, clock: FakeClock) -> None:
    meeting = clock() + timedelta(days=9)
    step(lead, "Record the notice")
    lead.fill("Date of the notice", day(clock))
    lead.fill("Date and time of the meeting", moment(meeting))
    lead.fill("Venue of the meeting", "양천 나눔부엌 2층")
    lead.fill("What will be decided", "정관, 사업계획과 예산, 임원, 설립 경비")
    lead.press("Record the notice")
    clock.set(meeting + timedelta(hours=3))
    lead.open(venture)
    step(lead, "Record the result of the meeting")
    consent = meeting - timedelta(hours=1)
    lead.fill("Number of consenting members", "9")
    lead.fill("When the last of them gave consent", moment(consent))
    lead.fill("Number of them present", "4").fill("Votes in favour", "4")
    lead.fill("Directors elected, including the chair", "3").fill(
        "Auditors elected", "1"
    )
    lead.press("Record the result of the meeting")
    assert lead.page.locator(".err").count(), "four of nine are no quorum"
    lead.fill("Number of them present", "5").press("Record the result of the meeting")


def _file(lead: Walker, coordinator: Walker, venture: str, clock: FakeClock) -> None:
    clock.forward(days=2)
    lead.open(venture)
    step(lead, "Record the filing")
    lead.fill("Date of filing", day(clock)).check(
        "All nine documents have been handed in"
    )
    lead.press("Record the filing")
    clock.forward(days=5)
    coordinator.open(venture)
    step(coordinator, "Record a request for corrections")
    coordinator.fill("Date of the office's request", day(clock))
    coordinator.page.locator("main textarea").fill("임원 이력서 한 장이 빠졌어요.")
    coordinator.press("Record a request for corrections")
    clock.forward(days=3)
    lead.open(venture)
    step(lead, "Record the corrections sent")
    lead.fill("Date the corrections were sent", day(clock))
    lead.press("Record the corrections sent")
    clock.forward(days=9)
    coordinator.open(venture)
    step(coordinator, "Confirm the certificate of filing")
    coordinator.fill("Date of the certificate", day(clock))
    coordinator.press("Confirm the certificate of filing")


def _register(
    lead: Walker, coordinator: Walker, venture: str, clock: FakeClock
) -> None:
    clock.forward(days=5)
    lead.open(venture)
    step(lead, "Record the payments")
    lead.fill("Date the last share was paid", day(clock))
    lead.fill("Number of members who paid", "9").fill("Total number of shares", "100")
    lead.fill("Most shares held by one member", "20").press("Record the payments")
    clock.forward(days=8)
    coordinator.open(venture)
    step(coordinator, "Confirm the registration")
    coordinator.fill("Date of registration", day(clock))
    coordinator.press("Confirm the registration")
    lead.open(venture)
    step(lead, "Set the opening day")
    lead.fill("Opening day", day(clock, days=10)).press("Set the opening day")
    clock.forward(days=4)
    coordinator.open(venture)
    step(coordinator, "Confirm the tax registration")
    coordinator.fill("Date of tax registration", day(clock))
    coordinator.press("Confirm the tax registration")
    clock.forward(days=7)
    lead.open(venture)
    step(lead, "Open for business now")
    lead.fill("What you do, in Korean", "동네 어르신께 씹기 편한 도시락을 전해요.")
    lead.press("Open for business now")


def step(walker: Walker, label: str) -> None:
    """To the step's form, where it isn't on the venture's page itself."""
    link = walker.page.get_by_role("link", name=walker.say(label), exact=True)
    if link.count():
        walker.go("link", re.compile(re.escape(walker.say(label))))


def day(clock: FakeClock, *, days: int = 0) -> str:
    return f"{(clock() + timedelta(days=days)).astimezone(SEOUL):%Y-%m-%d}"


def moment(instant: datetime) -> str:
    return f"{instant.astimezone(SEOUL):%Y-%m-%dT%H:%M}"
