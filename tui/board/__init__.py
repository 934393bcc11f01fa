"""The Textual program: app, screens, widgets, styles and the command table."""
