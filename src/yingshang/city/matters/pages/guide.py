"""The public guide of a service: what, who, how long, what it takes, and where to complain."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from yingshang.city.matters.listing import MATTER_TYPES, Matter
from yingshang.city.matters.listing.terms import CHANNEL_WORDS, DELIVERY_WORDS
from yingshang.city.matters.lists import Service, ServiceMissing, service
from yingshang.city.matters.pages import words
from yingshang.city.matters.queries.offers import offices_named, usual_plan
from yingshang.city.matters.shrinking import Plan
from yingshang.core.catalogue.places import place_code
from yingshang.core.models import Office
