"""The guard's log: one line a fact, never erased."""
