"""Connected shops: what WooCommerce and Shopify report comes in signed, in any order, any number of times."""
