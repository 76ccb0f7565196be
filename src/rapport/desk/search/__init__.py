"""The room `desk.search`: find anything from anywhere."""
