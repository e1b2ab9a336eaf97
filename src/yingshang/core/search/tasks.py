"""The index goes behind the ledger, every five seconds."""

from procrastinate.contrib.django import app

from yingshang.core.search.indexing import index_all


@app.periodic(cron="* * * * * */5")
@app.task(name="core.search_index", queueing_lock="core.search_index")
def search_index(timestamp: int) -> None:
    """Take the newly sealed cases into the index."""
    index_all()
