"""Field formats: what a person typed, read into what is stored (handbook 4)."""
