from governance.models.holder import Holder
from governance.models.meeting import BodyMeeting

__all__ = ["BodyMeeting", "Holder"]
