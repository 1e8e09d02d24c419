"""Many answers judged at once, by judges that stay warm."""

from grader.authoring.judging.judges import Judges
from grader.authoring.judging.order import Heard, Order

__all__ = ["Heard", "Judges", "Order"]
