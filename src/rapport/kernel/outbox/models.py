"""Tables of the outbox as Django sees them; 0001 makes them by hand."""

from django.db import models

from rapport.kernel.ids import new_id


class ParkedFact(models.Model):
    """A fact a consumer could not digest, kept with the reason until somebody sends it again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    tenant_id = models.UUIDField()
    consumer = models.TextField()
    fact_id = models.UUIDField()
    envelope = models.JSONField()
    reason = models.TextField()
    attempts = models.IntegerField()
    parked_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "parked_fact"
        managed = False
