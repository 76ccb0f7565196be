"""The tags of the design system: `{% load ui %}`. Each documents its parameters; /style shows them all."""

from django import template

from rapport.ui.templatetags import frame_tags, part_tags, text_tags

register = template.Library()
for library in (frame_tags.register, text_tags.register, part_tags.register):
    register.tags.update(library.tags)
    register.filters.update(library.filters)
