"""What somebody chooses for himself."""

from parties.models import User


def choose_colour(user: User, colour: str) -> None:
    """On every device where this person signs in."""
    user.colour = User.Colour(colour)
    user.save(update_fields=["colour"])


def choose_digest(user: User, is_wanted: bool) -> None:
    """Whether a mail says on working days that there is news."""
    user.wants_digest = is_wanted
    user.save(update_fields=["wants_digest"])
