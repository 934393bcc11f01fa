"""Texts and documents that leave the program: messages, the user's own templates, the day's review."""
