"""The demo cast, one click each. In production this page is not there."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.conf import settings
from django.contrib.auth import login
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from yingshang.core.access.models import Post, User
from yingshang.portal.login.destinations import after_login

BACKEND = "django.contrib.auth.backends.ModelBackend"
View = Callable[[HttpRequest], HttpResponse]


@dataclass(frozen=True, slots=True)
class CastMember:
    """A person of the cast, with her duties in words."""

    username: str
    name: str
    duties: str


def cast() -> list[CastMember]:
    """The demo cast in the order in which it was made; nobody outside demo mode."""
    if not settings.DEMO_MODE:
        return []
    posts = Prefetch("posts", queryset=Post.objects.select_related("office"))
    users = User.objects.filter(is_demo=True, is_active=True).order_by("pk")
    return [
        CastMember(user.username, user.display_name, _duties(user))
        for user in users.prefetch_related(posts)
    ]


def demo_only(page: View) -> View:
    """Missing outside demo mode, whatever the method."""

    @wraps(page)
    def guarded(request: HttpRequest) -> HttpResponse:
        if not settings.DEMO_MODE:
            raise Http404
        return page(request)

    return guarded


@demo_only
@require_POST
def demo_login(request: HttpRequest) -> HttpResponse:
    """Come in as a member of the demo cast."""
    username = request.POST.get("username", "").replace("\x00", "")
    user = get_object_or_404(User, username=username, is_demo=True, is_active=True)
    login(request, user, backend=BACKEND)
    return HttpResponseRedirect(after_login(request, user))


def _duties(user: User) -> str:
    in_english = (get_language() or "").startswith("en")
    return "; ".join(
        f"{post.get_role_display()} · {post.office.name_en if in_english else post.office.name}"
        for post in user.posts.all()
    )
