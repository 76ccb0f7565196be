"""The filter builder: a form that writes the filter language."""
