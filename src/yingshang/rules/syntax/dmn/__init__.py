"""DMN's XML, versions 1.2 to 1.5: from bytes to the elements of a model. Nothing is resolved here.

Diagrams and extension elements are passed over.
"""

from yingshang.rules.syntax.dmn.errors import DoctypeRefused, ModelTooLarge, NotDmn, NotReadable
from yingshang.rules.syntax.dmn.model import Definitions
from yingshang.rules.syntax.dmn.reader import read

__all__ = ["Definitions", "DoctypeRefused", "ModelTooLarge", "NotDmn", "NotReadable", "read"]
