"""What is wrong with a user's policy.  The file's name and the line are said by whoever shows these."""

TEXTS: dict[str, str] = {
    "not_whole": "{key} takes a whole number from {low} to {high}, but holds {found}.",
    "not_number": "{key} takes a number from {low} to {high}, but holds {found}.",
    "out_of_range": "{key} takes {low} to {high}, but holds {found}.",
    "not_flag": "{key} takes true or false, without quotes, but holds {found}.",
    "not_one_of": "{key} takes one of {known}, but holds {found}.",
    "not_time": '{key} takes a time in quotes such as "21:00", but holds {found}.',
    "not_zone": '{key} takes a time zone such as "Asia/Seoul"; {found} is not known.',
    "not_words": '{key} takes a list of words such as ["rental car", "lettering"], but holds {found}.',
    "not_routes": '{key} takes a list of routes such as ["phone", "sms"], but holds {found}. '
    "Known routes: {known}",
    "unknown_route": "{key} holds {found}, which is not a route. Known routes: {known}",
    "not_a_table": "{key} is not a single value: write its entries below [{key}]. It holds {found}.",
    "unknown_key": "{key} is not part of the policy. `sonnim policy` prints all the names there are.",
    "unknown_key_meant": "{key} is not part of the policy. Did you mean {meant}?",
    "soon_before_now": "“Soon” (soon_minutes, {soon} min) is shorter than “now” (now_minutes, {now} min). "
    "Mend {key} so that soon_minutes is not the smaller one.",
    "syntax": "This line cannot be understood. Write one 'name = value' to a line: {written}",
    "syntax_twice": "The same name stands twice; keep one of them: {written}",
    "syntax_no_equals": "A name must be followed by = and a value: {written}",
    "syntax_unclosed": "A quote or bracket is not closed: {written}",
    "syntax_value": "The value cannot be read. Put text in quotes and numbers without: {written}",
    "syntax_rest": "Something else follows the value. Write one entry per line: {written}",
    "too_deep": "Brackets are nested too deeply to be read.",
}
