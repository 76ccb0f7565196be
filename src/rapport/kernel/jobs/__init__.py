"""Work in the background: in PostgreSQL, visible, fair between businesses, cancellable."""
