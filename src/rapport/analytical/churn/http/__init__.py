"""Pages and endpoints of churn."""
