"""Paths of the look: the elder-mode switch and, in debug only, the gallery."""

from django.urls import path

from yingshang.ui.elder import switch
from yingshang.ui.gallery import gallery

app_name = "ui"
urlpatterns = [
    path("elder/", switch, name="elder"),
    path("gallery/", gallery, name="gallery"),
]
