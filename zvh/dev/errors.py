class CannotStart(Exception):
    """Something outside our control stands in the way; the message is one Dutch line for the user."""
