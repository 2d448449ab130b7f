"""Handing over the shift, line by line, from one person to another."""
