"""Forms: label above, hint under it, error beside the field and summed up with a link."""

import uuid

import pytest
from django import forms
from django.utils import translation
from pytest_django.asserts import assertInHTML

from yingshang.ui.components import Choice
from yingshang.ui.form_errors import errors_of
from yingshang.ui.forms import DateInput, OncePageForm, PageForm


class Everything(PageForm):
    name = forms.CharField(label="名称", help_text="与证照一致")
    code = forms.CharField(label="编号", required=False)
    mail = forms.EmailField(label="电子邮箱", required=False)
    day = forms.DateField(label="日期", widget=DateInput)
    count = forms.IntegerField(label="人数")
    way = forms.ChoiceField(
        label="领取方式",
        help_text="可以更改",
        widget=forms.RadioSelect,
        choices=[("desk", Choice("窗口", "带证件")), ("post", "邮寄")],
    )
    wants = forms.MultipleChoiceField(
        label="一并办理", widget=forms.CheckboxSelectMultiple, choices=[("x", "第一项")]
    )
    area = forms.ChoiceField(label="区域", choices=[("", "请选择"), ("a", "甲区")])
    remark = forms.CharField(label="说明", widget=forms.Textarea, required=False)
    moment = forms.SplitDateTimeField(label="预约时间")
    paper = forms.FileField(label="材料")
    agreed = forms.BooleanField(label="我同意")


class Once(OncePageForm):
    name = forms.CharField(label="名称")


def sentences(form):
    return [error.text for error in errors_of(form)]


def test_a_label_stands_over_its_control_and_the_hint_is_announced_with_it(show):
    html = show("{% field form.name %}", form=Everything())
    assertInHTML('<label for="id_name">名称</label>', html)
    assertInHTML('<p class="hint" id="id_name_helptext">与证照一致</p>', html)
    assert 'aria-describedby="id_name_helptext"' in html
    assert html.index("<label") < html.index("与证照一致") < html.index("<input")


def test_an_error_stands_beside_its_field_and_is_announced_with_it(show):
    html = show("{% field form.name %}", form=Everything({}))
    assert 'id="id_name_error"' in html
    assert "请填写“名称”。" in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html


def test_optional_fields_say_so_and_required_ones_do_not(show):
    assert "（选填）" in show("{% field form.code %}", form=Everything())
    assert "（选填）" not in show("{% field form.name %}", form=Everything())


def test_the_browser_is_not_asked_to_check_what_the_page_checks(show):
    assert " required" not in show("{{ form }}", form=Everything())


def test_radio_buttons_are_a_group_with_a_legend_and_hints(show):
    html = show("{% field form.way cards=True %}", form=Everything({"way": "post"}))
    assert "<legend>领取方式</legend>" in html
    assert 'aria-describedby="id_way_helptext"' in html
    assertInHTML('<label for="id_way_0">窗口<span class="hint">带证件</span></label>', html)
    assert 'value="post" id="id_way_1" checked' in html
    assert '<div class="choices cards">' in html


def test_the_parts_of_a_field_with_several_controls_each_have_a_name(show):
    html = show("{% field form.moment %}", form=Everything())
    assert "<legend>预约时间</legend>" in html
    assert 'aria-label="预约时间 1"' in html
    assert 'aria-label="预约时间 2"' in html


def test_a_single_box_stands_before_its_label(show):
    html = show("{% field form.agreed %}", form=Everything())
    assert html.index("<input") < html.index("<label")


@pytest.mark.parametrize("name", list(Everything.base_fields))
def test_every_link_of_the_summary_goes_to_a_control_on_the_page(show, name):
    form = Everything({"mail": "x", "day": "x", "count": "x", "way": "x", "area": "x"})
    form.is_valid()
    if name not in form.errors:
        form.add_error(name, "有误")
    targets = [error.target for error in errors_of(form) if error.label == form[name].label]
    assert targets
    assert all(f' id="{target}"' in show("{{ form }}", form=form) for target in targets)


def test_the_summary_takes_the_focus_and_is_announced(show):
    html = show("{% error_summary form %}", form=Everything({}))
    assert 'role="alert" tabindex="-1" autofocus' in html
    assertInHTML('<a href="#id_name">请填写“名称”。</a>', html)
    assertInHTML('<a href="#id_way_0">请选择“领取方式”。</a>', html)


def test_a_form_without_errors_has_no_summary(show):
    assert show("{% error_summary form %}", form=Everything()).strip() == ""


def test_errors_are_sentences_that_name_the_field_and_the_remedy():
    data = {"mail": "不是", "day": "昨天", "count": "三", "area": "z", "moment_0": "2026-11-24"}
    said = sentences(Everything(data))
    assert "请填写“名称”。" in said
    assert "“电子邮箱”不是有效的电子邮箱。" in said
    assert "“日期”不是有效日期，请按 2026-11-24 这样填写。" in said
    assert "“人数”请只填数字。" in said
    assert "“区域”只能从所列各项中选择。" in said
    assert "请上传“材料”。" in said
    assert "请勾选“我同意”。" in said


def test_errors_read_english_to_an_english_reader():
    with translation.override("en"):
        assert "Upload “材料”." in sentences(Everything({}))


def test_a_message_that_the_form_wrote_itself_stays():
    class Own(PageForm):
        name = forms.CharField(error_messages={"required": "没有名称办不了。"})

    assert sentences(Own({})) == ["没有名称办不了。"]


def test_hostile_input_comes_back_as_text(show):
    form = Everything({"name": '"><script>x</script>', "remark": "</textarea><script>x</script>"})
    html = show("{{ form }}", form=form)
    assert "<script" not in html
    assert "&lt;/textarea&gt;" in html


def test_hostile_labels_and_choices_are_text(show):
    class Hostile(PageForm):
        a = forms.ChoiceField(
            label="<script>",
            help_text="<b>bold</b>",
            widget=forms.RadioSelect,
            choices=[("<script>", Choice("<script>", "<script>"))],
        )

    html = show("{{ form }}", form=Hostile({}))
    assert "<script" not in html
    assert "<b>bold" not in html


def test_each_form_gets_its_own_key_and_keeps_it_when_shown_again(show):
    first, second = show("{{ form }}", form=Once()), show("{{ form }}", form=Once())
    assert 'type="hidden" name="submission_key"' in first
    assert first != second
    key = str(uuid.uuid4())
    again = Once({"submission_key": key})
    assert not again.is_valid()
    assert f'value="{key}"' in show("{{ form }}", form=again)


def test_a_valid_form_hands_its_key_to_the_service():
    key = uuid.uuid4()
    form = Once({"submission_key": str(key), "name": "甲"})
    assert form.is_valid()
    assert form.key == key


@pytest.mark.parametrize("key", ["", "not-a-key", "1" * 5000])
def test_a_lost_or_forged_key_asks_to_reload(key):
    form = Once({"submission_key": key, "name": "甲"})
    assert sentences(form) == ["页面已失效，请刷新后重新提交。"]
