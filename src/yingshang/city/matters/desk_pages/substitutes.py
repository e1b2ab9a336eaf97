"""Substitutes during leave: who stands in at my posts, and where I stand in."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yingshang.city.matters.desk_pages.officer import officer
from yingshang.city.matters.desk_pages.tabs import desk_tabs
from yingshang.city.matters.desk_pages.words import moment_text, said
from yingshang.core.access.decorators import staff_required
from yingshang.core.access.duties import end_substitution, substitute
from yingshang.core.access.errors import NotYourPost
from yingshang.core.access.models import Post, Substitution, User
from yingshang.core.access.posts import posts_of
from yingshang.core.ledger.acts import Actor
from yingshang.errors import DomainError
from yingshang.ui.forms import DateInput, PageForm
from yingshang.worktime.zone import SHANGHAI


class SubstituteForm(PageForm):
    """Who stands in at which post, from which day to which."""

    posts = forms.MultipleChoiceField(
        label=gettext_lazy("哪些岗位"), widget=forms.CheckboxSelectMultiple
    )
    substitute = forms.ChoiceField(label=gettext_lazy("由谁代岗"))
    first = forms.DateField(label=gettext_lazy("开始日期"), widget=DateInput)
    last = forms.DateField(
        label=gettext_lazy("最后一天"),
        help_text=gettext_lazy("当天仍由代岗人办理。"),
        widget=DateInput,
    )
    reason = forms.CharField(label=gettext_lazy("原因"), max_length=200)

    def __init__(self, *args: Any, posts: list[Post], people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = {
            "posts": [(str(p.pk), post_text(p)) for p in posts],
            "substitute": [(str(u.pk), u.display_name) for u in people],
        }
        for name, found in choices.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = found


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
def desk_substitutes(request: HttpRequest) -> HttpResponse:
    """What runs or is planned, and a form to name a substitute for one's own posts."""
    user, at = officer(request), timezone.now()
    mine = list(Post.objects.filter(_running(at), user=user).select_related("office"))
    form = SubstituteForm(request.POST or None, posts=mine, people=_people(mine, user, at))
    if request.method == "POST" and form.is_valid() and _name(form, mine, user, at):
        messages.success(request, _("已委托代岗。"))
        return HttpResponseRedirect(reverse("desk_substitutes"))
    rows = _substitutions(user, at)
    context = {
        "form": form,
        "given": [_row(s, at) for s in rows if s.post.user_id == user.pk],
        "taken": [_row(s, at) for s in rows if s.substitute_id == user.pk],
        "tabs": desk_tabs(posts_of(user, at=at), here="desk_substitutes"),
    }
    status = 422 if form.is_bound else 200
    return render(request, "matters/desk/substitutes.html", context, status=status)


@staff_required
@require_POST
def desk_substitute_end(request: HttpRequest, substitution_id: UUID) -> HttpResponse:
    """End a standing-in now. Errors: `NotYourPost`, for hidden and missing; `PostEnded`."""
    user, at = officer(request), timezone.now()
    found = _substitutions(user, at).filter(pk=substitution_id).first()
    if found is None:
        raise NotYourPost
    end_substitution(found, actor=Actor.user(user.pk), at=at)
    messages.success(request, _("代岗已结束。"))
    return HttpResponseRedirect(reverse("desk_substitutes"))


def post_text(post: Post) -> str:
    """A post as it is read: office and duty."""
    return f"{said(post.office.name, post.office.name_en)} · {post.get_role_display()}"


def _name(form: SubstituteForm, mine: list[Post], user: User, at: datetime) -> bool:
    """Name the substitute at every chosen post, or say why not."""
    kept = form.cleaned_data
    by = User.objects.get(pk=kept["substitute"])
    first = datetime.combine(kept["first"], time(), SHANGHAI)
    until = datetime.combine(kept["last"] + timedelta(days=1), time(), SHANGHAI)
    try:
        for post in mine:
            if str(post.pk) in kept["posts"]:
                substitute(
                    post, by, valid_from=max(first, at), valid_until=until,
                    reason=kept["reason"], actor=Actor.user(user.pk), at=at,
                )  # fmt: skip
    except DomainError as error:
        field = {"valid_until": "last"}.get(error.field or "", error.field)
        form.add_error(
            field if field in form.fields else None, error.text(get_language() or "zh-hans")
        )
        return False
    return True


def _people(mine: list[Post], user: User, at: datetime) -> list[User]:
    """Colleagues who serve at the same offices now."""
    posts = Post.objects.filter(_running(at), office__in=[p.office_id for p in mine])
    users = User.objects.filter(pk__in=posts.values("user_id"), is_active=True)
    return list(users.exclude(pk=user.pk).order_by("display_name"))


def _substitutions(user: User, at: datetime) -> QuerySet[Substitution]:
    rows = Substitution.objects.filter(Q(post__user=user) | Q(substitute=user), valid_until__gt=at)
    return rows.select_related("post__office", "post__user", "substitute").order_by("valid_from")


def _row(found: Substitution, at: datetime) -> dict[str, object]:
    return {
        "id": found.pk,
        "post": post_text(found.post),
        "holder": found.post.user.display_name,
        "substitute": found.substitute.display_name,
        "first": moment_text(found.valid_from, now=at),
        "last": moment_text(found.valid_until, now=at),
        "reason": found.reason,
        "is_running": found.valid_from <= at,
    }


def _running(at: datetime) -> Q:
    return Q(valid_from__lte=at) & (Q(valid_until__isnull=True) | Q(valid_until__gt=at))
