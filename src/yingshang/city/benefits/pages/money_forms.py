"""The forms of the paying office. What is right and wrong is judged by the services."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yingshang.city.benefits.pages.run_forms import FEW_ROWS
from yingshang.ui.forms import PageForm

MOST_BYTES = 20 << 20


class ReceiptForm(PageForm):
    """A receipt of the bank."""

    receipt = forms.FileField(
        label=_("回执文件"), help_text=_("银行给的原文件，不要改动；更大的文件放入接收文件夹。")
    )

    def clean_receipt(self) -> object:
        """Not larger than a page takes."""
        found = self.cleaned_data["receipt"]
        if found.size > MOST_BYTES:
            raise forms.ValidationError(_("文件超过 20 MB，请放入接收文件夹。"))
        return found


class RetryForm(PageForm):
    """Why a payment is tried again, and where it is to go now."""

    holder = forms.CharField(label=_("户名"), max_length=200, required=False)
    bank = forms.CharField(label=_("开户银行"), max_length=200, required=False)
    number = forms.CharField(label=_("账号"), max_length=40, required=False,
                             help_text=_("账户没有变的，三项都不填。"))  # fmt: skip
    reason = forms.CharField(label=_("理由"), widget=FEW_ROWS, max_length=300)


class WhyForm(PageForm):
    """Why."""

    reason = forms.CharField(label=_("理由"), widget=FEW_ROWS, max_length=300)


class DemandForm(PageForm):
    """How much is asked back, and why."""

    amount = forms.CharField(label=_("追回金额（元）"), max_length=20)
    reason = forms.CharField(label=_("理由"), widget=FEW_ROWS, max_length=300,
                             help_text=_("会原样告诉企业。"))  # fmt: skip


class RepaidForm(PageForm):
    """How much came back, and on which paper."""

    amount = forms.CharField(label=_("退回金额（元）"), max_length=20)
    reference = forms.CharField(label=_("银行回单号"), max_length=60)


class SetOffForm(PageForm):
    """How much of the firm's next payment is kept back."""

    amount = forms.CharField(label=_("抵扣金额（元）"), max_length=20)
