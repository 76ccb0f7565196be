"""The door to a business's own fields on pages: facts edited in place, and fields of forms."""

from rapport.ui.http.own_fields import IN_FORM, Held, OwnFields, filled_in, form_fields, move_moment

__all__ = ["IN_FORM", "Held", "OwnFields", "filled_in", "form_fields", "move_moment"]
