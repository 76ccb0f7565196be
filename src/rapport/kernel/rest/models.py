"""Answers kept by the key the caller chose, so that a repeated write has one effect."""

from django.db import models

from rapport.kernel.tenancy.api import TenantModel


class KeptAnswer(TenantModel):
    """The first answer to a caller's key; `fingerprint` is SHA-256 over method, path and body."""

    caller_id = models.UUIDField()
    key = models.CharField(max_length=200, db_collation="C")
    fingerprint = models.BinaryField(max_length=32)
    status = models.SmallIntegerField(null=True)
    headers = models.JSONField(null=True)
    body = models.BinaryField(null=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "kept_answer"
