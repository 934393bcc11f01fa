"""What is wrong with a telephone number, and what to do."""

TEXTS = {
    "digits_lost": "A spreadsheet has lost digits of this number. Look in the original or ask the customer.",
    "masked": "Part of this number is masked. Find the whole number and enter it.",
    "letters": "There are letters in this number. Check what was meant and correct it.",
    "last_digits": "Only the last digits are here. Find the whole number and enter it.",
    "too_short": "This number has too few digits. Check which are missing.",
    "too_long": "This number has too many digits. Check which do not belong.",
    "unassigned": "No such number is in use. Ask the customer for the right one.",
    "machine": "Numbers with 012 belong to machines, nobody answers them. Find another number.",
    "fax": "This is a fax number, so nobody is called or texted on it. Find another number.",
    "not_dialable": "This is a toll-free, premium or pager number, never called or texted. Find another.",
    "no_country": "This looks like a number from abroad without a country code. If so, add + and the code.",
    "ambiguous_country": "This can be read as a number of two countries. Add + and the country code.",
    "unreadable": "This cannot be read as a telephone number. Check it and enter the number.",
    "suggestion": "Is it {number}? If so, accept it as it stands.",
}
