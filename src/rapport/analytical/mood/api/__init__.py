"""The front door of mood: texts in, how customers feel, labelled sets, models.

Reading and learning stand behind `api.learning`, which brings numpy and scipy.
"""

from rapport.analytical.mood.operations.approving import approve_model, ask_to_learn
from rapport.analytical.mood.operations.taking import take_past, take_texts
from rapport.analytical.mood.operations.teaching import add_set, correct_text, teach
from rapport.analytical.mood.queries.models import list_models, list_sets
from rapport.analytical.mood.queries.rises import list_rises, register_product_finder
from rapport.analytical.mood.queries.texts import count_moods, find_customer_mood, get_text, list_weeks

__all__ = [
    "add_set",
    "approve_model",
    "ask_to_learn",
    "correct_text",
    "count_moods",
    "find_customer_mood",
    "get_text",
    "list_models",
    "list_rises",
    "list_sets",
    "list_weeks",
    "register_product_finder",
    "take_past",
    "take_texts",
    "teach",
]
