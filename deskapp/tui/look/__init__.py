"""How every screen looks: colours, signs, the grid of a row, words for time."""
