"""People without accounts, their codes, duplicates, and merging."""
