"""Who may open which address. A new address has to be entered here."""

from __future__ import annotations

from tests.support.reach.world import CAST

ANYBODY = frozenset(CAST)
SIGNED_IN = ANYBODY - {"visitor"}
HERS = frozenset({"learner"})
"""Who owns it: whose seat, certificate, venture it is."""
OFFICE = frozenset({"coordinator", "another school's coordinator"})
"""Every coordinator, of her own schools."""
SCHOOL = frozenset({"coordinator"})
"""The coordinator of the school to which the thing belongs."""
TEACHERS = frozenset({"instructor", "another school's instructor"})
CLASS = frozenset({"instructor", "coordinator"})
"""Who teaches the class, and who runs its school."""
COMPANY = frozenset({"learner", "mentor", "coordinator"})
"""The founders, and who accompanies them."""
INVITED = frozenset({"mentor"})
CITY = frozenset({"city"})
ADMIN = frozenset({"administrator"})
PLANNERS = CITY | ADMIN
POST = "POST "

MAY: dict[str, frozenset[str]] = {
    "accounts.agree": SIGNED_IN,
    "accounts.change_account": ADMIN,
    "accounts.edit": SIGNED_IN,
    "accounts.finish": ANYBODY,
    "accounts.forgot": ANYBODY,
    "accounts.forgot_sent": ANYBODY,
    "accounts.login": ANYBODY,
    "accounts.logout": ANYBODY,
    "accounts.me": SIGNED_IN,
    "accounts.people": ADMIN,
    "accounts.person": ADMIN,
    "accounts.reset": ANYBODY,
    "accounts.schools": ADMIN,
    "accounts.signup": ANYBODY,
    "accounts.signup_sent": ANYBODY,
    "accounts.take_role": ADMIN,
    "accounts.withdraw_consent": SIGNED_IN,
    "attendance.history": CLASS,
    "attendance.register": CLASS,
    "attendance.sheet": CLASS,
    "certificates.issue": SCHOOL,
    "certificates.issue_now": SCHOOL,
    "certificates.office_pdf": SCHOOL,
    "certificates.pdf": HERS,
    "certificates.register": OFFICE,
    "certificates.revoke": SCHOOL,
    "certificates.show": HERS,
    "certificates.verify": ANYBODY,
    "certificates.verify_code": ANYBODY,
    "courses.catalogue": ANYBODY,
    "courses.run": ANYBODY,
    "courses_import.apply": SCHOOL,
    "courses_import.show": SCHOOL,
    "courses_import.template": OFFICE,
    "courses_import.upload": OFFICE,
    "courses_office.add_instructor": OFFICE,
    "courses_office.add_meeting": SCHOOL,
    "courses_office.add_operator": SCHOOL,
    "courses_office.cancel_meeting": SCHOOL,
    "courses_office.cancel_run": SCHOOL,
    "courses_office.change_course": SCHOOL,
    "courses_office.change_run": SCHOOL,
    "courses_office.change_school": SCHOOL,
    "courses_office.course": SCHOOL,
    "courses_office.courses": OFFICE,
    "courses_office.delete_draft": SCHOOL,
    "courses_office.end_instructor": SCHOOL,
    "courses_office.hold_meeting": SCHOOL,
    "courses_office.instructor": SCHOOL,
    "courses_office.instructors": OFFICE,
    "courses_office.meeting": SCHOOL,
    "courses_office.new_cohort": SCHOOL,
    "courses_office.new_course": OFFICE,
    "courses_office.new_run": OFFICE,
    "courses_office.plan_meetings": SCHOOL,
    "courses_office.publish": SCHOOL,
    "courses_office.remove_meeting": SCHOOL,
    "courses_office.run": SCHOOL,
    "courses_office.runs": OFFICE,
    "courses_office.school": OFFICE,
    "courses_office.syllabus": SCHOOL,
    "courses_office.syllabus_text": SCHOOL,
    "enrollment.applicants": SCHOOL,
    "enrollment.apply": SIGNED_IN,
    "enrollment.cancel": SCHOOL,
    "enrollment.drop_out": SCHOOL,
    "enrollment.fill_seats": SCHOOL,
    "enrollment.show": HERS,
    "enrollment.withdraw": HERS,
    "entrepreneurship.lesson": SIGNED_IN,
    "entrepreneurship.module": SIGNED_IN,
    "entrepreneurship.modules": SIGNED_IN,
    "entrepreneurship.quiz": SIGNED_IN,
    "entrepreneurship.read": SIGNED_IN,
    "entrepreneurship.result": HERS,
    "entrepreneurship.start": SIGNED_IN,
    "entrepreneurship.submit": SIGNED_IN,
    "healthz": ANYBODY,
    "home.choose_language": ANYBODY,
    "home.city": CITY,
    "home.design": ANYBODY,
    "home.front": ANYBODY,
    "home.help": ANYBODY,
    "home.me": SIGNED_IN,
    "home.my_run": HERS,
    "home.office": OFFICE,
    "home.plan": PLANNERS,
    "home.remove_target": ADMIN,
    "home.set_target": ADMIN,
    "home.teach": TEACHERS,
    "incubation.accept": INVITED,
    "incubation.begin": HERS,
    "incubation.decline": INVITED,
    "incubation.enterprise": ANYBODY,
    "incubation.enterprises": ANYBODY,
    "incubation.invitation": SIGNED_IN,
    "incubation.invite": HERS,
    "incubation.leave": HERS,
    "incubation.office": OFFICE,
    "incubation.step": HERS | SCHOOL,
    "incubation.venture": COMPANY,
    "incubation.ventures": SIGNED_IN,
    "incubation.withdraw_invitation": HERS,
    "notifications.message": SCHOOL | ADMIN,
    "notifications.outbox": OFFICE | ADMIN,
    "readyz": ANYBODY,
}
"""By endpoint; by `POST endpoint` where sending the form is for fewer."""
