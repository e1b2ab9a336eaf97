"""Draws and the log by API, for everybody; files are served by the pages' addresses."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router

from yingshang.core.catalogue.places import place_code
from yingshang.core.draws.errors import DrawMissing
from yingshang.core.draws.queries import draws_of
from yingshang.core.ledger.publishing import (
    NothingSealed,
    consistency,
    inclusion,
    latest_checkpoint,
    public_keys,
)
from yingshang.core.ledger.sealing import sealing_state
from yingshang.core.schemas import cut, gives
from yingshang.portal.openness.schemas import (
    ConsistencyQuery,
    DrawOut,
    DrawPage,
    DrawPaging,
    InclusionQuery,
    LogState,
    Proof,
)
from yingshang.proofs.log.encoding import encode_base64

router = Router(tags=["openness"], auth=None)


@router.get(
    "/draws", response=gives(DrawPage), operation_id="list_draws", summary="Public draws 抽取公示"
)
def draws(request: HttpRequest, paging: Query[DrawPaging]) -> DrawPage:
    """The latest first. The files of a draw are `/draws/{id}/announcement.json` and
    `/draws/{id}/published.json`.
    """
    rows = draws_of(place_code(), state=paging.state or "").order_by("-pk")
    if paging.after:
        rows = rows.filter(pk__lt=paging.after)
    page, following = cut(rows[: paging.limit + 1], paging.limit, lambda row: row.pk)
    return DrawPage(items=[DrawOut.of(draw) for draw in page], next=following)


@router.get(
    "/draws/{draw_id}",
    response=gives(DrawOut, 404),
    operation_id="get_draw",
    summary="One draw 一次抽取",
)
def draw(request: HttpRequest, draw_id: UUID) -> DrawOut:
    """What was announced, and how it ended."""
    found = draws_of(place_code()).filter(pk=draw_id).first()
    if found is None:
        raise DrawMissing
    return DrawOut.of(found)


@router.get(
    "/log", response=gives(LogState), operation_id="get_log", summary="The ledger's log 账本日志"
)
def log(request: HttpRequest) -> LogState:
    """Its latest checkpoint, how much waits to be sealed, and the keys to check it with."""
    place = place_code()
    state, keys = sealing_state(place), public_keys(place)
    try:
        note = latest_checkpoint(place).decode()
    except NothingSealed:
        note = None
    return LogState(
        place=place,
        origin=keys[0].partition("+")[0],
        size=state.size,
        backlog=state.backlog,
        sealed_at=state.sealed_at,
        keys=list(keys),
        checkpoint=note,
    )


@router.get(
    "/log/inclusion",
    response=gives(Proof, 404),
    operation_id="get_inclusion",
    summary="Is an entry in 存在性证明",
)
def prove_inclusion(request: HttpRequest, asked: Query[InclusionQuery]) -> Proof:
    """That the entry at `index` stands in the log of `size` (RFC 9162, section 2.1.3)."""
    return _proof(inclusion(place_code(), asked.index, size=asked.size))


@router.get(
    "/log/consistency",
    response=gives(Proof, 404),
    operation_id="get_consistency",
    summary="Does a log continue another 一致性证明",
)
def prove_consistency(request: HttpRequest, asked: Query[ConsistencyQuery]) -> Proof:
    """That the log of `new` entries begins with the log of `old` (RFC 9162, section 2.1.4)."""
    return _proof(consistency(place_code(), asked.old, new=asked.new))


def _proof(hashes: tuple[bytes, ...]) -> Proof:
    return Proof(hashes=[encode_base64(each) for each in hashes])
