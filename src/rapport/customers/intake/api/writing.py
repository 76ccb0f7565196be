"""The front door of intake for who writes files; loads the library of Excel."""

from rapport.customers.intake.formats.writers import write_book, write_csv, write_excel

__all__ = ["write_book", "write_csv", "write_excel"]
