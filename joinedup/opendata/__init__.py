"""Official open files -> a system folder: found by what they are, joined, and never guessed."""
