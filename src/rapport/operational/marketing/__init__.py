"""Marketing: from an audience to an effect that is proven."""
