"""One firm at a time through the facade, on one core.

python -m bench.rules.single FIRMS.parquet REPEAT [FIRMS]
"""

import json
import statistics
import sys
import time
from decimal import Decimal

import pyarrow.parquet as pq

from bench.rules.populations import DECISION
from bench.rules_columns import MODEL
from yingshang.rules import load


def main() -> None:
    """Measure and print: decisions a second, and the total."""
    path, repeat = sys.argv[1], int(sys.argv[2])
    firms = int(sys.argv[3]) if len(sys.argv) > 3 else 20_000
    cases = next(pq.ParquetFile(path).iter_batches(batch_size=firms)).to_pylist()
    model = load(MODEL)
    result: dict[str, object] = {"firms": len(cases)}
    for name, explain in (("plain", False), ("explained", True)):
        rates = []
        total = Decimal(0)
        for _ in range(repeat):
            start = time.process_time()  # one thread: what other processes take is not counted
            found = [model.decide(DECISION, case, explain=explain).value for case in cases]
            rates.append(len(cases) / (time.process_time() - start))
            total = sum((v for v in found if isinstance(v, Decimal)), start=Decimal(0))
        result[name], result[f"{name}_total"] = statistics.median(rates), str(total)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
