import django.contrib.postgres.fields
from django.db import migrations, models

_FIRST = ("customer", "product", "order", "task", "note", "file", "import", "tag", "worth")


def _name(verb: str, *kinds: str) -> list[str]:
    return [f"{verb}:{kind}" for kind in kinds]


# What each was given when it came into being; whatever the product gave them later is offered to all.
GIVEN = {
    "admin": ["*:*"],
    "manager": [*_name("*", *_FIRST), *_name("view", "member", "unit", "audit", "field")],
    "clerk": [
        *_name("view", *_FIRST, "member", "unit", "field"),
        *_name("create", "customer", "order", "task", "note", "file", "tag"),
        *_name("edit", "customer", "order", "task", "note", "tag"),
    ],
    "analyst": [
        *_name("view", *_FIRST, "member", "unit", "field"),
        *_name("export", "customer", "order", "product"),
    ],
}
# The owner of the tables sees no business's rows, and history tells of what people do: both wait for this one filling.
FILL = [
    "alter table role disable trigger user, no force row level security",
    *(
        (f"update role set offered = %s where builtin and code = '{code}'", [rights])
        for code, rights in GIVEN.items()
    ),
    "alter table role enable trigger user, force row level security",
]


class Migration(migrations.Migration):
    dependencies = [("identity", "0006_seeing_as_another")]

    operations = [
        migrations.AddField(
            "role",
            "offered",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=101), default=list, size=None
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
