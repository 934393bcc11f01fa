"""One file per screen; each is a CommandScreen over one Place of the command table."""
