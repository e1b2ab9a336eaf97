"""The forms of logging in."""

import re
import unicodedata
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm, UsernameField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from typing_extensions import override

from yingshang.core.access.models import User
from yingshang.ui.forms import PageForm


class LoginForm(PageForm, AuthenticationForm):
    """User name and password; what is wrong with them is not told apart."""

    username = UsernameField(
        label=gettext_lazy("用户名"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=gettext_lazy("密码"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    error_messages = {  # noqa: RUF012 - Django's own attribute
        "invalid_login": gettext_lazy(
            "用户名或密码不正确。请核对后重填；连续输错 5 次将暂停登录。"
        ),
        "inactive": gettext_lazy("用户名或密码不正确。请核对后重填；连续输错 5 次将暂停登录。"),
    }

    @override
    def confirm_login_allowed(self, user: Any) -> None:  # Django hands any user model
        super().confirm_login_allowed(user)
        if isinstance(user, User) and user.is_demo and not settings.DEMO_MODE:
            raise self.get_invalid_login_error()


class TokenForm(PageForm):
    """The six digits of the authenticator."""

    token = forms.CharField(
        label=gettext_lazy("动态验证码"),
        help_text=gettext_lazy("身份验证器应用中显示的 6 位数字，每 30 秒更换一次。"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def clean_token(self) -> str:
        """Six plain digits; blanks and full-width digits are mended."""
        plain = unicodedata.normalize("NFKC", self.cleaned_data["token"])
        digits = re.sub(r"\s", "", plain)
        if not re.fullmatch(r"[0-9]{6}", digits):
            raise forms.ValidationError(_("验证码是 6 位数字。请照身份验证器应用显示的填写。"))
        return digits
