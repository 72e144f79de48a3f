"""What somebody chooses for himself."""

from parties.models import User


def choose_colour(user: User, colour: str) -> None:
    """On every device where this person signs in."""
    user.colour = User.Colour(colour)
    user.save(update_fields=["colour"])
