"""sonnim: reach every customer while the messenger is down."""

__version__ = "0.1.0"
