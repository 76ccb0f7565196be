"""The pages of requests, looked at in both languages, themes and sizes, and by a program for the blind."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from tests.house import Shop

from rapport.customers.party.tests.people import enter
from rapport.customers.privacy.contracts import RequestDraft
from rapport.customers.privacy.operations import archives, requests
