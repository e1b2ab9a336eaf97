"""`yingshang up`: web and worker as children of one process that restarts and ends them."""

from yingshang.config.supervisor.run import PortTaken, run

__all__ = ["PortTaken", "run"]
