"""The room `desk.customer`: one live view of a customer."""
