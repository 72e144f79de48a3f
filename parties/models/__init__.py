from parties.models.capacities import Appointment, Capacity, Delegation
from parties.models.people import User, Vetting
from parties.models.session import Session

__all__ = ["Appointment", "Capacity", "Delegation", "Session", "User", "Vetting"]
