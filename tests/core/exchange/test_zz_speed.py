import time, pytest
from tests.core.exchange.cast import pushed, tax_message, NOON
from yingshang.core.exchange.services import turn, register_handler
from yingshang.core.ids import new_id
@pytest.mark.django_db
def test_speed(tax):
    rows=[tax_message(f"k{n}", case_id=new_id(), n=n) for n in range(20000)]
    t=time.time(); pushed(*rows); print("push/s", 20000/(time.time()-t))
@pytest.mark.django_db
@pytest.mark.parametrize("which", ["fake","sim"])
def test_turn(tax, which, settings):
    if which=="sim": settings.EXCHANGE_ADAPTERS={}
    register_handler("tax","tax.register",lambda i: None)
    pushed(*[tax_message(f"k{n}", case_id=new_id(), n=n) for n in range(500)])
    t=time.time(); assert turn(NOON).done==500; print(which, "round trips/s", 500/(time.time()-t))
