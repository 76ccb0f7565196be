"""Row history and the seals over it; the app may read both and write neither."""

from django.db import models

from rapport.kernel.tenancy.api import TenantModel


class Change(TenantModel):
    """What one statement did to one row (or, for an insert of many, to how many).

    `op` is I, U or D; E says that the words of its subject's changes were forgotten,
    L that the changes under the seal it names, and all before, were let go. An insert keeps no
    image: the row itself, or its first later before-image, is it.
    `xid` is the writing transaction, by which seals tell what they cover.
    """

    at = models.DateTimeField()
    xid = models.BigIntegerField()
    table = models.CharField(max_length=63, db_column="table_name")
    op = models.CharField(max_length=1)
    row_id = models.UUIDField(null=True)
    subject_id = models.UUIDField(null=True)
    count = models.IntegerField(default=1)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    actor_id = models.UUIDField(null=True)
    request_id = models.UUIDField(null=True)
    batch_id = models.UUIDField(null=True)

    class Meta:
        db_table = "change"
        managed = False


class Seal(TenantModel):
    """A link of a tenant's chain: the digest of the changes it covers and of the link before."""

    number = models.BigIntegerField()
    snapshot = models.TextField()
    count = models.BigIntegerField()
    digest = models.BinaryField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        db_table = "change_seal"
        managed = False


class Origin(TenantModel):
    """From where a writing request came; its id is the request's, as the changes name it."""

    at = models.DateTimeField(auto_now_add=True)
    address = models.CharField(max_length=45)
    agent = models.CharField(max_length=200)
    method = models.CharField(max_length=8)
    path = models.CharField(max_length=200)

    class Meta:
        db_table = "change_origin"
