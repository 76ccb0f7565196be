"""The front door of churn for who has risk learnt, of customers or of contracts; loads numpy and scipy."""

from rapport.analytical.churn.operations.learning import learn_churn
from rapport.analytical.churn.rules.contractual import ContractModel, JudgedContracts, judge_contracts

__all__ = ["ContractModel", "JudgedContracts", "judge_contracts", "learn_churn"]
