"""Catalogues are compiled when stale, and every text has its English."""

import gettext
import os
from pathlib import Path

import pytest

from yingshang import ui
from yingshang.ui.message_use import python_uses, template_uses
from yingshang.ui.translations import compile_catalogues, missing_translations

HERE = Path("x.html")
PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


@pytest.fixture
def app(tmp_path):
    folder = tmp_path / "app" / "locale" / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (tmp_path / "app" / "templates").mkdir()
    (folder / "django.po").write_text(PO + 'msgid "你好"\nmsgstr "Hello"\n', "utf-8")
    return tmp_path


def po_of(root):
    return root / "app" / "locale" / "en" / "LC_MESSAGES" / "django.po"


def hello(root):
    with po_of(root).with_suffix(".mo").open("rb") as file:
        return gettext.GNUTranslations(file).gettext("你好")


def test_a_catalogue_is_compiled_once(app):
    assert compile_catalogues(app) == [po_of(app).with_suffix(".mo")]
    assert hello(app) == "Hello"
    assert compile_catalogues(app) == []


def test_a_changed_catalogue_is_compiled_again(app):
    compile_catalogues(app)
    po_of(app).write_text(PO + 'msgid "你好"\nmsgstr "Good day"\n', "utf-8")
    later = po_of(app).with_suffix(".mo").stat().st_mtime + 5
    os.utime(po_of(app), (later, later))
    assert len(compile_catalogues(app)) == 1
    assert hello(app) == "Good day"


def test_compiling_leaves_no_part_files(app):
    compile_catalogues(app)
    assert sorted(p.name for p in po_of(app).parent.iterdir()) == ["django.mo", "django.po"]


def test_a_text_without_english_is_named_with_its_place(app):
    page = app / "app" / "templates" / "page.html"
    page.write_text('{% load i18n %}\n{% translate "你好" %}\n{% translate "再见" %}', "utf-8")
    [missing] = missing_translations(app)
    assert (missing.path, missing.line, missing.msgid) == (page, 3, "再见")


@pytest.mark.parametrize("entry", ['msgstr ""', '#, fuzzy\nmsgid "再见"\nmsgstr "Bye"'])
def test_an_empty_or_fuzzy_english_does_not_count(app, entry):
    text = entry if entry.startswith("#") else f'msgid "再见"\n{entry}'
    po_of(app).write_text(f"{PO}{text}\n", "utf-8")
    (app / "app" / "views.py").write_text('_("再见")', "utf-8")
    assert [missing.msgid for missing in missing_translations(app)] == ["再见"]


def test_a_context_tells_two_meanings_apart(app):
    (app / "app" / "views.py").write_text('pgettext("门", "你好")', "utf-8")
    [missing] = missing_translations(app)
    assert (missing.context, missing.msgid) == ("门", "你好")


def test_all_ways_to_mark_a_text_in_python_are_seen():
    source = (
        '_("一"); gettext_lazy("二"); translation.gettext("三"); ngettext("四", "四", n)\n'
        'pgettext_lazy("c", "五"); _(name); other("六"); _("七" "八")'
    )
    found = [(use.context, use.msgid) for use in python_uses(HERE, source)]
    assert sorted(found) == sorted(
        [("", "一"), ("", "二"), ("", "三"), ("", "四"), ("c", "五"), ("", "七八")]
    )


def test_all_ways_to_mark_a_text_in_a_template_are_seen():
    source = """{% load i18n %}{% translate "一" %}{% translate '带"引号' context "c" %}
    {% blocktranslate count n=n trimmed %}
      {{ n }} 件
    {% plural %}{{ n }} 件{% endblocktranslate %}{{ x|default:_("二") }}{% translate name %}"""
    found = [(use.context, use.msgid) for use in template_uses(HERE, source)]
    assert found == [("", "一"), ("c", '带"引号'), ("", "%(n)s 件"), ("", "二")]


def test_the_look_is_complete_in_english():
    assert missing_translations(Path(ui.__file__).parent) == []
