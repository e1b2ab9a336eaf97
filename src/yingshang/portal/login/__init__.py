"""Pages for coming in and going out: password, second factor, demo cast."""

from yingshang.portal.login.lockout import locked_out

__all__ = ["locked_out"]
