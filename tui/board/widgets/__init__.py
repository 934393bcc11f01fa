"""Widgets that draw prepared rows; they know nothing of the store."""
