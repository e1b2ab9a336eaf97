"""Operations of our own for Ibis, whose types are the ones that the databases really give.

Ibis types the product of decimals wrongly, drops casts that it believes superfluous, and divides
integers through floats. So nothing that has to be exact is left to it: these operations carry the
types that `emitting.figures` computed, and `emitting.duckdb` and `emitting.spark` write them. Ibis
finds the writer by the operation's name, as its documentation has it for new operations.
"""

import ibis.expr.datashape as ds
import ibis.expr.datatypes as dt
import ibis.expr.operations as ops
import ibis.expr.types as ir
from ibis.common.typing import VarTuple


class YingshangExact(ops.Value):  # type: ignore[misc,unused-ignore]  # Ibis' types are partial
    """`function` of the arguments, of a type that is known and not guessed."""

    function: str
    arguments: VarTuple[ops.Value]
    result: dt.DataType
    places: int = 0

    @property
    def dtype(self) -> dt.DataType:
        """The type that the database gives."""
        return self.result

    @property
    def shape(self) -> ds.DataShape:
        """A column, when one of the arguments is one."""
        return max((argument.shape for argument in self.arguments), default=ds.scalar)


class YingshangKept(ops.Impure):  # type: ignore[misc,unused-ignore]  # Ibis' types are partial
    """The value itself, in a column that is not written out again where it is used."""

    argument: ops.Value

    @property
    def dtype(self) -> dt.DataType:
        """The value's."""
        return self.argument.dtype

    @property
    def shape(self) -> ds.DataShape:
        """The value's."""
        return self.argument.shape


def exact(
    function: str, *arguments: ir.Value, result: dt.DataType, places: int = 0
) -> ir.Value:  # fmt: skip
    """An expression of the operation."""
    operands = tuple(argument.op() for argument in arguments)
    return YingshangExact(function, operands, result, places).to_expr()


def kept(value: ir.Value) -> ir.Value:
    """The expression as a column that stays one."""
    return YingshangKept(value.op()).to_expr()
