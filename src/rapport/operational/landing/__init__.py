"""Landing: pages of the business's own, and pop-ups in the pages of its shop."""
