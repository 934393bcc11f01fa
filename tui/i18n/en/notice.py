"""The sentences of the public notice's screen."""

TEXTS: dict[str, str] = {
    "title": "Public notice",
    "hint": "Mark customers with Space; their masked names then stand in the text.",
    "nobody": "There is nobody to look for: everybody was reached, or there is still a way to reach them.",
    "chosen": "{n} of {all} chosen",
    "until": "until {time}",
    "no_until": "no time limit",
    "names": "All {n} masked {n:name is|names are} in it.",
    "names_cut": "{n} masked {n:name|names} in it; {others} more {others:customer is|customers are} only counted.",
    "without_names": "No names are used in this text.",
    "no_contact": "The shop has no contact yet. Press the comma on the board to add a phone or Instagram.",
    "no_mask": "no name",
    "posted_at": "posted {time}",
    "why_no_route": "no contact",
    "why_in_vain": "not reached",
    "shown_all": "all to look for",
    "shown_no_route": "without contact only",
    "shown_in_vain": "not reached only",
    "shown_not_yet": "never posted only",
    "kind_notice": "Caption",
    "kind_story": "Story",
    "kind_outage": "Outage page",
    "kind_web": "Web page",
    "kind_reply": "DM reply",
    "more_below": "▼ more (j)",
    "ask_picture": "File for the picture (.png)",
    "ask_until": "Until when are answers awaited?",
    "ask_post": (
        "Is the notice posted? A posted notice is then logged once for {n} "
        "{n:customer|customers}.\n\nA notice is a try only: nobody counts as reached by it, and all stay "
        "unreached until they make contact or we reach them. One u takes all of it back."
    ),
    "posted_before": "{n} of them {n:was|were} on a notice before: make sure that this is not the same one again.",
    "choose_first": "Choose customers first: Space marks one, a marks all without any contact.",
    "posted": "Logged as posted for {n} {n:customer|customers}; all still unreached. Find whoever writes "
    "with i on the board.",
    "written": "The picture was saved: {file}",
    "written_cut": "The picture was saved: {file} · {n} more {n:customer|customers} did not fit and {n:is|are} only counted.",
}
