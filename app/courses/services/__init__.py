"""Verbs that change courses and runs, one module a subject.

courses (create_course, change_course, save_syllabus) · runs (create_run, new_cohort,
delete_draft) · notice (change_run) · lifecycle (publish, cancel_run) · planning
(generate_meetings, save_timetable) · meetings (add, change, cancel, remove one) ·
instructors (add_instructor, change_career, end_instructor).
"""
