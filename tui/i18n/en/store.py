"""What is said when the database cannot be used: what is wrong, what was kept, what to do."""

TEXTS: dict[str, str] = {
    "backup_exists": "{path} is there already and was not replaced. Give another name.",
    "backup_failed": "Could not copy to {path}. Check that the folder can be written to and has room.",
    "damaged": "Part of the database {path} is damaged. The file was left alone. Open a backup with --db.",
    "engine_too_old": "SQLite {engine} is too old here (3.37 is needed). Run with a newer Python.",
    "folder_missing": "{folder} is not a folder, so {path} cannot be made. Choose another place with --db.",
    "folder_unwritable": "The folder of {path} cannot be written to. Allow it, or choose a place with --db.",
    "foreign": "{path} belongs to another program and was left alone. Choose another file with --db.",
    "full": "The disk is full, so this was not saved. What was saved before is safe. Make room and "
    "try again.",
    "in_use": "The database {path} is open elsewhere ({who}), so nothing was removed. Close it there and try again.",
    "purge_unfinished": "The customers' data has gone from {path}, but the rest (tidying the file, backups) could not be finished ({why}). Make sure there is room on the disk and run sonnim purge once more.",
    "incomplete": "The end of the database {path} is missing; a copy was probably cut short. Fetch the "
    "original or a backup again.",
    "is_a_folder": "{path} is a folder. Give the path of a database file.",
    "locked": "Another program is using the database {path}. This was not saved. Try again in a moment.",
    "mixed_versions": "Another terminal has {path} open with a newer SQLite; sharing it with this one "
    "({engine}) is not safe. Close the other terminal, or run this one with the same Python.",
    "network_path": "{path} is on a network folder, where several terminals could damage it. Choose a place "
    "on this computer with --db.",
    "newer": "The database {path} was made by a newer version (format {number}); this one reads up to "
    "{known}. The file was left alone. Please update the program.",
    "no_such_outage": "That outage was not found, and nothing was changed. Open the list of outages again.",
    "outage_ends_first": "An outage cannot end before it began. Nothing was changed; check the times.",
    "outage_open": "Another outage of that channel has not ended. Nothing was changed; end that one first.",
    "no_such_case": "That case was not found. Nothing was changed; open the list again.",
    "no_such_point": "That contact point was not found. Nothing was changed; open the screen again.",
    "no_such_request": "That request is not there any more: the chat may have been taken back. Nothing "
    "was changed; open the list again.",
    "no_such_order": "That order was not found; somebody may have taken it back. Nothing was changed; "
    "open the screen again.",
    "number_in_use": "{number} is an order that nobody has picked up yet. What you typed is still there. The next number is {next}.",
    "no_such_row": "Row {row} is not a rejected row, or has been mended already. Nothing was changed; "
    "open the list again.",
    "not_a_database": "{path} is not a sonnim database and was left alone. Choose another file with --db.",
    "not_a_file": "{path} is not the path of a file. This version opens file databases only.",
    "not_undoable": "That number has been used for something else, so nothing was undone. Undo once more.",
    "read_only": "The database {path} is read-only. Allow writing, or copy it elsewhere and open it with "
    "--db.",
    "unreadable": "The database {path} could not be read or written. Check the disk and the permissions. "
    "What was not saved was not half saved either.",
    # taken back
    "file_undone": "The import of “{file}” was taken back.",
    "row_undone": "Row {row} of “{file}”, mended by hand, was taken back.",
    "orders_withdrawn": "Orders withdrawn: {n}.",
    "restored": "With their former values again: {n}.",
    "customers_gone": "Customers withdrawn: {n}.",
    "together_undone": "Took back {what} for {n} {n:customer|customers} at once. They stand as they did before.",
    "file_can_return": "Importing the same file again brings them back.",
    "point_withdrawn": "{value}, added for {name}, was taken back.",
    "point_restored": "{value} of {name} is again as it was before.",
    "others_withdrawn": "{n} {n:row|rows} withdrawn.",
    # messages
    "sends_withdrawn": "Withdrawn before sending: {n} {n:text|texts}.",
    "sends_gone": "{n} had begun to go out already and cannot be taken back.",
    "message_gone": "{count} {count:text has|texts have} begun to go out and cannot be taken back. If something has to be put right, contact the customer again.",
    "undone_next": "Undo once more to take back what you did before that: {what}",
    "undone_all": "Before that there is nothing to take back.",
    "of_customer": "{name}, {what}",
    "settled_stands": "Your word on whether it was sent is not undone, because another text may have gone out since. If it was wrong, settle that text anew.",
    "no_such_send": "That text was not found. Nothing was changed; open the list again.",
    "not_unsure": "The provider has said what became of this text ({state}). Nothing was changed.",
}
