"""The incident: danger first, forms later."""
