"""One port, one process: Django's pages in threads, live updates and ingest on the event loop beside them."""
