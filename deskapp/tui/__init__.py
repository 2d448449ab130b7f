"""The desk in a terminal: its screens, its keys, its look."""
