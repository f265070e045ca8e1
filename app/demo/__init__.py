"""Demo data: invented people in four schools, dated relative to today.

Loaded into an empty embedded database only, never in production.
"""
