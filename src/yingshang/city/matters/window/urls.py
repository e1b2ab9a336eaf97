"""Paths of the one-window desk."""

from django.urls import path

from yingshang.city.matters.window import pages

urlpatterns = [
    path("window/", pages.window, name="window"),
    path("window/call/", pages.window_call, name="window_call"),
    path("window/ticket/", pages.window_ticket, name="window_ticket"),
    path("window/ticket/<uuid:service_id>/", pages.window_ticket_taken, name="window_ticket_taken"),
    path("window/<uuid:service_id>/identify/", pages.window_identify, name="window_identify"),
    path("window/<uuid:service_id>/start/", pages.window_start, name="window_start"),
    path("window/<uuid:service_id>/sign/", pages.window_sign, name="window_sign"),
    path("window/<uuid:service_id>/receipt/", pages.window_receipt, name="window_receipt"),
    path("window/<uuid:service_id>/end/", pages.window_end, name="window_end"),
]
