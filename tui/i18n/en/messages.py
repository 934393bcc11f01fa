"""What is said to the staff about messages and their templates."""

TEXTS: dict[str, str] = {
    "at_line": "Line {line}: {sentence}",
    "blank": "space",
    "characters": "{count} {count:character|characters}",
    "characters_of": "{count}/{limit} characters",
    "copied_local": "Copied to the clipboard. You can paste it.",
    "copied_nowhere": "This terminal cannot copy. Please select the text on the screen.",
    "copied_screen": "Asked to copy through screen. If it does not paste, select it yourself.",
    "copied_terminal": "The terminal was asked to copy. If it does not paste, Shift-drag over it.",
    "copied_tmux": "Copied to tmux. If it does not paste: prefix ], or select it on screen.",
    "field_amount": "amount",
    "field_due": "when it is due (in full)",
    "field_due_short": "when it is due (brief)",
    "field_handle": "customer's Instagram name",
    "field_name": "customer's name",
    "field_order": "what was ordered",
    "field_order_no": "reservation or order number",
    "field_shop": "shop's name",
    "field_shop_instagram": "shop's Instagram name",
    "field_shop_phone": "shop's phone",
    "field_shop_web": "shop's web page",
    "field_staff": "who is at work",
    "field_thing": '"reservation" or "order"',
    "field_today": "today's date",
    "file_not_utf8": (
        "{file} is not UTF-8 text and was not read. Please save it as UTF-8. The default texts can "
        "be used meanwhile."
    ),
    "file_too_big": (
        "{file} is too large to be a templates file. Please check the templates path in the settings."
    ),
    "file_unreadable": "{file} could not be opened ({why}). The default texts can be used meanwhile.",
    "file_unwritable": (
        "{file} could not be saved ({why}). The file is as it was. Please check permissions and free space."
    ),
    "language_en": "English",
    "language_ja": "Japanese",
    "language_ko": "Korean",
    "language_zh": "Chinese",
    "left_out": "{original} left out",
    "missing_shop": "Not known yet: {fields}. Press s on the board to add it.",
    "missing": "This customer has nothing for: {fields}. Please read the gap before sending.",
    "over_limit": "Longer than {limit} characters: it cannot be sent in one piece. Please shorten it.",
    "over_lms": "Longer than 2,000 bytes: it cannot be sent as a text. Please shorten it.",
    "parts_abroad": "A number abroad. It counts as {parts} international texts.",
    "problem_bad_particle": (
        "The particle '{particle}' after {field} is not known. Write both forms, as in 이/가."
    ),
    "problem_empty": "The text is empty. Please write what to say.",
    "problem_hidden_character": "There is an invisible character ({character}). Please delete it.",
    "problem_nested_part": "[[ cannot stand inside [[ ]].",
    "problem_not_a_table": "Write the texts of {slot} by language under [{slot}].",
    "problem_not_here": (
        "{field} cannot be used here: anybody may read or hear this. Fields that can: {known}"
    ),
    "problem_not_text": "The value of {language} under [{slot}] must be text in quotes.",
    "problem_one_line": "A subject has one line only.",
    "problem_open_part": "[[ is never closed. Write ]] where the part that may fall away ends.",
    "problem_stray_brace": "A brace without its partner. To write one as a character, double it.",
    "problem_stray_part": "There is no [[ before this ]].",
    "problem_syntax": "This is not TOML: {what}",
    "problem_too_long": "The text is too long: at most {limit} characters.",
    "problem_unknown_field": "{field} is not a known field. Known fields: {known}",
    "problem_unknown_language": "{language} is not a known language. Known languages: {known}",
    "problem_unknown_slot": "[{slot}] is not a known name. Known names: {known}",
    "rare": "Some text services refuse these syllables: {characters}",
    "replaced": "{original} → {offered}",
    "size_lms": "LMS {bytes}/{limit} bytes",
    "size_sms": "SMS {bytes}/{limit} bytes",
    "size_too_long": "too long {bytes}/{limit} bytes",
    "slot_email": "E-mail",
    "slot_email_subject": "E-mail subject",
    "slot_instagram": "Instagram message",
    "slot_kakao": "KakaoTalk (when it works again)",
    "slot_notice": "Notice (public)",
    "slot_page": "Call in the shop",
    "slot_phone": "What to say on the phone",
    "slot_sms": "Text message",
    "slot_sms_subject": "Subject of a long text",
    "slot_web": "Web page notice (public)",
    "substituted": "Replaced what texts cannot carry: {list}",
    "unencodable": (
        "Korean text services cannot carry: {characters}. Send it from a handset, or change the text."
    ),
}
