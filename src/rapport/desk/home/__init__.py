"""The room `desk.home`: the frame of the staff's pages and their first page."""
