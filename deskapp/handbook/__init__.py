"""The handbook as code: pure rules, no screen, no disk, no clock of its own."""
