"""Paths of the offices' work beside the queue: opinions, prints, templates, stand-ins, the head."""

from django.urls import path

from yingshang.city.matters.desk_pages import (
    delivering,
    extensions,
    filters,
    office,
    opinions,
    printing,
    signs,
    substitutes,
    templates,
)

urlpatterns = [
    path("desk/print/", printing.desk_print, name="desk_print"),
    path("desk/prints/<uuid:run_id>/", printing.desk_print_run, name="desk_print_run"),
    path("desk/prints/<uuid:run_id>/file.pdf", printing.desk_print_file, name="desk_print_file"),
    path("desk/deliver/", delivering.desk_deliver, name="desk_deliver"),
    path("desk/filters/", filters.desk_filter_save, name="desk_filter_save"),
    path(
        "desk/filters/<uuid:filter_id>/forget/",
        filters.desk_filter_forget,
        name="desk_filter_forget",
    ),
    path("desk/templates/", templates.desk_templates, name="desk_templates"),
    path("desk/templates/<uuid:template_id>/", templates.desk_template, name="desk_template"),
    path(
        "desk/templates/<uuid:template_id>/retire/",
        templates.desk_template_retire,
        name="desk_template_retire",
    ),
    path("desk/opinions/", opinions.desk_opinions, name="desk_opinions"),
    path("desk/opinions/<uuid:opinion_id>/", opinions.desk_opinion, name="desk_opinion"),
    path("desk/cases/<uuid:case_id>/opinions/", opinions.desk_ask_opinion, name="desk_ask_opinion"),
    path("desk/extensions/", extensions.desk_extensions, name="desk_extensions"),
    path("desk/office/", office.desk_office, name="desk_office"),
    path("desk/substitutes/", substitutes.desk_substitutes, name="desk_substitutes"),
    path(
        "desk/substitutes/<uuid:substitution_id>/end/",
        substitutes.desk_substitute_end,
        name="desk_substitute_end",
    ),
    path("desk/signs/", signs.signs, name="signs"),
    path("desk/signs/<slug:kind>/", signs.sign_cases, name="sign_cases"),
]
