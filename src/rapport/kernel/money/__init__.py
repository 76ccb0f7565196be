"""Money: amounts in minor units with their currency, and the tenant's own exchange rates by the day."""
