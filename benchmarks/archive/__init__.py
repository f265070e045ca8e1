"""A programme of many years, made in minutes: what the lists are measured on."""
