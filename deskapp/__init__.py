"""The front desk of a residential property company, carried out by its handbook."""

__version__ = "0.1.0"
