"""Five manual tasks in SpiffWorkflow, its state saved and synced after each: steps a second.

One process after the other on one core: the library itself knows no database and no second client.
"""

import os
import time
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from SpiffWorkflow import TaskState
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow

NAMES = ("receive", "accept", "handle", "review", "grant")
SECONDS = 5.0


def document() -> str:
    """A process of five manual tasks in a row, in BPMN."""
    nodes = ["start", *NAMES, "end"]
    tasks = "".join(f'<manualTask id="{name}" name="{name}"/>' for name in NAMES)
    flows = "".join(
        f'<sequenceFlow id="to_{after}" sourceRef="{before}" targetRef="{after}"/>'
        for before, after in pairwise(nodes)
    )
    return (
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d"'
        ' targetNamespace="bench"><process id="five" isExecutable="true">'
        f'<startEvent id="start"/>{tasks}<endEvent id="end"/>{flows}</process></definitions>'
    )


def main() -> None:
    """Run for some seconds and print."""
    parser = BpmnParser()
    parser.add_bpmn_str(document().encode(), "five.bpmn")
    spec = parser.get_spec("five")
    serializer = BpmnWorkflowSerializer()
    with TemporaryDirectory() as folder:
        path = Path(folder, "state.json")
        steps, begun = 0, time.perf_counter()
        while time.perf_counter() - begun < SECONDS:
            workflow = BpmnWorkflow(spec)
            workflow.do_engine_steps()
            for _ in NAMES:
                (task,) = workflow.get_tasks(state=TaskState.READY, manual=True)
                task.run()
                workflow.do_engine_steps()
                _save(path, serializer.serialize_json(workflow))
                steps += 1
            assert workflow.is_completed()
        wall = time.perf_counter() - begun
    print(f"SpiffWorkflow, one client, state in a synced file: {steps / wall:,.0f} steps/s")


def _save(path: Path, text: str) -> None:
    with path.open("w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


if __name__ == "__main__":
    main()
