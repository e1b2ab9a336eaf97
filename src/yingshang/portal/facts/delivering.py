"""Handing in a file of a dataset."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yingshang.city.matters.desk_pages.officer import officer
from yingshang.core.access.decorators import staff_required
from yingshang.core.access.served import place_served
from yingshang.core.facts.doors import DELIVERING, get_dataset_for
from yingshang.core.facts.errors import AsOfInFuture, TooLarge
from yingshang.core.facts.models import Submission
from yingshang.core.facts.submitting import Handed, submit
from yingshang.core.models import User
from yingshang.portal.facts import words
from yingshang.portal.facts.desk import columns_of
from yingshang.portal.facts.forms import DeliveryForm
from yingshang.ui.components import Link


@staff_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def deliver(request: HttpRequest, dataset: str) -> HttpResponse:
    """The form; a file that was taken in leads to its own page, whatever is wrong in it."""
    user, now = officer(request), timezone.now()
    place = place_served(user, at=now)
    found = get_dataset_for(user, place, dataset, at=now, roles=DELIVERING)
    is_sent = request.method == "POST"
    form = DeliveryForm(request.POST, request.FILES) if is_sent else DeliveryForm()
    if is_sent and form.is_valid() and (submission := _submitted(form, place, dataset, user)):
        return redirect("facts_submission", submission_id=submission.pk)
    context = {
        "form": form,
        "dataset": found,
        "name": words.named(found),
        "columns": columns_of(place, found),
        "trail": [
            Link(_("数据上报"), reverse("facts_desk")),
            Link(words.named(found), reverse("facts_dataset", args=[dataset])),
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "portal/facts/deliver.html", context, status=status)


def _submitted(form: DeliveryForm, place: str, dataset: str, user: User) -> Submission | None:
    kept = form.cleaned_data
    handed = Handed(
        form.key, place, dataset, kept["as_of"], str(kept["file"].name), kept["file"].chunks(),
        bool(kept["accept_good"]),
    )  # fmt: skip
    try:
        return submit(handed, user=user, at=timezone.now())
    except (AsOfInFuture, TooLarge) as error:
        form.add_error(error.field, words.sentence(error))
        return None
