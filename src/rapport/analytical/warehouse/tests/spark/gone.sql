SELECT
  CAST(party_id AS STRING) AS party_id
FROM (
  SELECT
    party_id
  FROM departures
  UNION
  SELECT
    i.party_id
  FROM identities AS i
  JOIN departures AS d
    ON d.party_id = i.customer_id
) AS made
