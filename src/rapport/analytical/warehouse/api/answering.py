"""The front door of the warehouse for rooms that ask the marts; loads no DuckDB here."""

from rapport.analytical.warehouse.operations.answering import Found, Rate, Statement, answer_statements

__all__ = ["Found", "Rate", "Statement", "answer_statements"]
