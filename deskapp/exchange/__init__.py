"""What comes in and goes out: residents, past tickets, a demonstration site, whole calls."""
