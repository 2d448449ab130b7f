"""Widgets of the desk, each with its own style."""
