"""Paths of the laboratory."""

from django.urls import URLPattern, path

from yingshang.city.benefits.pages import laboratory as pages

BASE = "desk/benefits/laboratory/"
TRIAL, NOTE = BASE + "trials/<uuid:trial_id>/", BASE + "notes/<uuid:note_id>/"
LABORATORY: list[URLPattern] = [
    path(BASE, pages.laboratory, name="benefit_laboratory"),
    path(BASE + "try/<slug:code>/", pages.laboratory_try, name="benefit_try_change"),
    path(TRIAL, pages.laboratory_trial, name="benefit_trial"),
    path(TRIAL + "save/", pages.laboratory_save, name="benefit_trial_save"),
    path(TRIAL + "firms.csv", pages.laboratory_firms, name="benefit_trial_firms"),
    path(TRIAL + "tables.csv", pages.laboratory_tables, name="benefit_trial_tables"),
    path(NOTE, pages.laboratory_note, name="benefit_note"),
    path(NOTE + "tables.csv", pages.laboratory_note_tables, name="benefit_note_tables"),
    path(NOTE + "again/", pages.laboratory_again, name="benefit_note_again"),
]
