"""The forms of accounts, and the words of every refusal here and in places."""

from app.accounts.forms import changing_words, entry_words, words  # noqa: F401 - registers the words
