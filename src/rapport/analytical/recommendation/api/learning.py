"""The front door of recommendation for who has it learnt at once; loads numpy and scipy."""

from rapport.analytical.recommendation.operations.learning import learn_recommendations

__all__ = ["learn_recommendations"]
