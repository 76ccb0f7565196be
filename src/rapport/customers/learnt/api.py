"""The front door of models in use: rooms register as keepers; whoever may asks for all of them."""

from rapport.customers.learnt.operations import let_go, use_version
from rapport.customers.learnt.queries import list_models, read_model, register_keeper

__all__ = ["let_go", "list_models", "read_model", "register_keeper", "use_version"]
