"""Reading files: what a file is, what its columns were taken for, what became of its rows."""

TEXTS = {
    # Why a file was not read at all: what it is, what was kept, what to do.
    "empty": "{file} is an empty file. Nothing was changed. Please download it again.",
    "no_rows": "{file} has no rows to read. Nothing was changed. Please check which sheet holds the list.",
    "header_only": "{file} has a header and nothing under it. Nothing was changed. "
    "Please check the dates and download it again.",
    "not_found": "{file} was not found. Please check its name and folder.",
    "is_folder": "{file} is a folder. Please choose a file in it.",
    "unreadable": "{file} could not be opened. Please check whether another program uses it and whether you "
    "may read it.",
    "damaged": "{file} is damaged or only half downloaded. Nothing was changed. Please download it again.",
    "crashed": "Reading {file} broke off; it may be damaged. Nothing was changed. Please open it in Excel "
    "and save it as CSV.",
    "too_large": "{file} has {megabytes} MB, which is too much. Nothing was changed. Please download a "
    "shorter period.",
    "too_big": "{file} needs more memory than is allowed. Nothing was changed. Please split the period, or "
    "raise the limit in the settings.",
    "too_big_inside": "{file} would unpack to {megabytes} MB and was not opened. Nothing was changed. Please "
    "download a shorter period.",
    "too_slow": "{file} takes longer to read than is allowed. Nothing was changed. Please split the period, "
    "or raise the limit in the settings.",
    "too_wide": "{file} has {columns} columns, which is too many. Nothing was changed. Please keep only "
    "those you need.",
    "too_many_rows": "{file} has more than {rows:,} rows. Nothing was changed. Please download a shorter "
    "period.",
    "line_too_long": "{file} has a line far too long for a table. Nothing was changed.",
    "cancelled": "The import of {file} was stopped. Nothing was changed.",
    "no_child": "The program that reads files could not be started. Please check for free memory and try "
    "again.",
    "encrypted": "{file} is protected by a password. Nothing was changed. Please take the password off in "
    "Excel, save it under a new name and import that.",
    "is_old_xls": "{file} is an old Excel file (.xls). Nothing was changed. Please save it as .xlsx.",
    "is_xlsb": "{file} is a binary Excel file (.xlsb). Nothing was changed. Please save it as .xlsx.",
    "is_ods": "{file} is an OpenDocument file (.ods). Nothing was changed. Please save it as .xlsx or CSV.",
    "is_document": "{file} is a document, not a table. Nothing was changed. Please save the table as Excel "
    "or CSV.",
    "is_pdf": "{file} is a PDF. Nothing was changed. Please download the same list as Excel or CSV.",
    "is_image": "{file} is a picture. Nothing was changed. Please download the same list as Excel or CSV.",
    "is_archive": "{file} is an archive. Nothing was changed. Please unpack it and import the file inside.",
    "is_database": "{file} is a database, not a list to import. Nothing was changed.",
    "is_html": "{file} is a web page, whatever its name says. Nothing was changed. Please open it in Excel "
    "and save it as .xlsx.",
    "is_xml": "{file} is an XML file. Nothing was changed. Please open it in Excel and save it as .xlsx.",
    "is_binary": "{file} cannot be read as a table. Nothing was changed. Please download the list as Excel "
    "(.xlsx) or CSV.",
    "not_yet_chat": "{file} is a saved KakaoTalk chat, which cannot be read yet. Nothing was changed. Please "
    "import an order list or a contact book.",
    "not_yet_deposits": "{file} is a bank statement, which cannot be read yet. Nothing was changed. Please "
    "import an order list or a contact book.",
    "not_yet_send_results": "{file} lists the results of sent messages, which cannot be read yet. Nothing "
    "was changed. Please import an order list or a contact book.",
    "nothing_mapped": "No column of {file} was found to hold names, phones or order numbers. Nothing was "
    "changed. Please choose which column is which.",
    "no_sheet": "{file} has no sheet '{sheet}'.",
    "no_kind": "'{kind}' is not a kind that can be read. Please write orders or contacts.",
    "no_field": "There is no field '{field}'.",
    "no_column": "There is no column '{column}' to use for {field}.",
    # Kinds and fields.
    "kind_orders": "orders and reservations",
    "kind_contacts": "contacts",
    "field_order_no": "order number",
    "field_item_no": "order line number",
    "field_name": "name",
    "field_family_name": "family name",
    "field_given_name": "given name",
    "field_organisation": "company",
    "field_phone": "phone",
    "field_phone2": "other phone",
    "field_recipient": "recipient",
    "field_recipient_phone": "recipient's phone",
    "field_email": "e-mail",
    "field_instagram": "Instagram",
    "field_due_date": "due date",
    "field_due_time": "due time",
    "field_ordered_at": "ordered at",
    "field_amount": "amount",
    "field_details": "details",
    "field_quantity": "quantity or party",
    "field_status": "status",
    "field_request": "request",
    "field_memo": "memo",
    "field_language": "language",
    "field_nationality": "nationality",
    "field_none": "not used",
    # Why a column was taken for a field.
    "why_exact": "The header says just that.",
    "why_normalised": "The header differs only in spaces or brackets.",
    "why_contained": "The header has the word in it.",
    "why_content": "The header is unknown, but its cells look like it.",
    "why_chosen": "You chose it.",
    "why_taken": "Another column fits that field better.",
    "why_unknown": "It is not known what this column is.",
    # What became of a row.
    "rejected_nobody": "The row has no name, contact or number. Please write whose it is.",
    "rejected_shifted": "The row has more cells than the header; a comma has probably pushed them along. "
    "Please put them right.",
    "ignored_cancelled": "cancelled before",
    "ignored_finished": "finished before",
    "ignored_repeated_key": "the same order again",
    "ignored_blank": "blank row",
    "ignored_total": "total",
    "ignored_note": "notice",
    "ignored_header": "header said again",
    "ignored_duplicate_row": "the same as a row before",
    "problem_missing": "The row has no way to reach them. Please find a phone or an Instagram handle.",
    "problem_other_person": "Only the recipient's number is there. Please find the buyer's.",
    "problem_not_an_amount": "This is no amount. Please correct it to a number.",
    "problem_not_an_email": "This is no e-mail address. Please check it.",
    "problem_not_a_handle": "This is no Instagram handle. Please write what stands behind the @.",
    "problem_status_unknown": "This status is unknown; the order was left pending. Please check it.",
    "problem_order_no_lost": "A spreadsheet has lost digits of the order number. The row is told apart by "
    "its other cells.",
    "problem_undecodable": "Some characters could not be read (�). Please check the original.",
}
