"""Lists of records over HTTP: the page, its next rows, its exact count."""
