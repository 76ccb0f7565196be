"""The door for drawings that leave the house as files: charts set into a page, pages as PDF or picture."""

from rapport.ui.rules.chart_files import draw_for_page, write_drawing

__all__ = ["draw_for_page", "write_drawing"]
