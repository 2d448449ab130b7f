"""The request ticket: from the call to the owner's word that it is solved."""
