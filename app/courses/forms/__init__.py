"""The coordinator's forms, one module a subject, with the words of their refusals."""
