"""Why the operating system refused."""

TEXTS: dict[str, str] = {
    "missing": "there is no such file or folder",
    "not_allowed": "no permission",
    "full": "no space left",
    "is_folder": "it is a folder",
    "read_only": "the disk is read-only",
    "in_use": "another program is using it",
}
