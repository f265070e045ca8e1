"""The forms of enrolment, a file a subject, each with the words of its refusals."""
