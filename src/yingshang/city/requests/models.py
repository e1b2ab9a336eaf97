"""Every model of the capability, for Django to find; the packages hold them."""

from yingshang.city.requests.improvements.models import Improvement
from yingshang.city.requests.unresolved.models import CallBack, OfficeTask, Unresolved

__all__ = ["CallBack", "Improvement", "OfficeTask", "Unresolved"]
