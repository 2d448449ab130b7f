"""The store: one SQLite file, its journal, and the tables made from it."""
