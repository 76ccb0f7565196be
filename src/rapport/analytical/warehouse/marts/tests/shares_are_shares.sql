-- of: product_quality, prospect_sources
-- about: No share is below nothing, no count is below nothing, and nobody converts more than they captured.
select sku as name, returned_share as share from product_quality
 where returned_share < 0 or views < 0 or carts < 0 or orders < 0 or pieces < 0
union all
select source, converted_share from prospect_sources
 where converted_share < 0 or converted_share > 1 or converted + lost > captured
