"""The front door of churn for who has risk learnt; loads numpy and scipy."""

from rapport.analytical.churn.operations.learning import learn_churn

__all__ = ["learn_churn"]
