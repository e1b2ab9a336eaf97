"""Who may log in, at which post they serve, and who stands in for them."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from yingshang.core.ids import new_id
from yingshang.core.parties.models import Office, Party


class UserManager(BaseUserManager["User"]):
    """Creates log-ins; one without a password comes from OpenID Connect or the demo only."""

    def create_user(
        self,
        username: str,
        *,
        display_name: str,
        password: str | None = None,
        person: Party | None = None,
    ) -> "User":
        """A log-in for `username`; with no password it cannot be used with one."""
        user = self.model(username=username, display_name=display_name, person=person)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A log-in: of a person who applies, or of somebody who serves at an office."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    username = models.CharField(max_length=60, unique=True)
    display_name = models.CharField(max_length=120)
    person = models.OneToOneField(Party, null=True, on_delete=models.PROTECT, related_name="user")
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=10, default="zh-hans")
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"

    @override
    def __str__(self) -> str:
        return self.display_name


class Role(models.TextChoices):
    """What a post may do; which step needs which role stands in the lifecycle tables."""

    CLERK = "clerk", _("综合窗口受理")
    HANDLER = "handler", _("承办")
    REVIEWER = "reviewer", _("审核")
    APPROVER = "approver", _("审批")
    HEAD = "head", _("机关负责人")
    GOVERNMENT = "government", _("本级政府负责人")
    DELIVERY = "delivery", _("出件")
    PAYER = "payer", _("拨付")
    CALLBACK = "callback", _("回访")
    SUPERVISOR = "supervisor", _("督查")
    LEADER = "leader", _("领导")


class Post(models.Model):
    """A user's duty at an office, for the named catalogue items or, if none is named, for all."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="posts")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="posts")
    role = models.CharField(max_length=12, choices=Role)
    items = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "office", "role"], name="one_post_a_role"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.user} {self.role} @ {self.office}"


class Substitution(models.Model):
    """While it runs, the substitute acts at the post of an absent colleague (委托代岗)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="substitutions")
    substitute = models.ForeignKey(User, on_delete=models.PROTECT, related_name="substitutions")
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField()
    reason = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="a_substitution_ends_after_it_starts",
                condition=models.Q(valid_until__gt=models.F("valid_from")),
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.substitute} ⇢ {self.post}"


class ApiToken(models.Model):
    """A bearer token for the API; only its SHA-256 is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    digest = models.BinaryField(unique=True, max_length=32)
    label = models.CharField(max_length=60)
    created_at = models.DateTimeField(auto_now_add=True)
    valid_until = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    @override
    def __str__(self) -> str:
        return self.label
