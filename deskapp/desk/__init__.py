"""The desk: what screens, command line and exchange call; it takes deeds and answers questions."""
