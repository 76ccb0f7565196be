"""The front door of forecast for who has it learnt; loads numpy."""

from rapport.analytical.forecast.operations.learning import learn_forecasts

__all__ = ["learn_forecasts"]
