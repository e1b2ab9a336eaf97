"""The reasons a rating may tick: of our own making, in Chinese and English."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    """What was good or bad. Any may go with any grade; people mix praise and blame."""

    FAST = "fast", _("办得快")
    CLEAR = "clear", _("讲得清楚")
    FRIENDLY = "friendly", _("态度好")
    EASY = "easy", _("手续简便")
    SLOW = "slow", _("办得慢或超过承诺时间")
    UNCLEAR = "unclear", _("没有一次讲清楚")
    UNFRIENDLY = "unfriendly", _("态度不好")
    MANY_PAPERS = "many_papers", _("材料要得多或重复提交")
    MANY_TRIPS = "many_trips", _("跑了多趟")
    EXTRA_FEE = "extra_fee", _("收了不该收的费用")
    SYSTEM = "system", _("网上办理不好用")
