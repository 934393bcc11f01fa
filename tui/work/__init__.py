"""What the board and the commands do alike: each step between files, rules and store once, here."""
