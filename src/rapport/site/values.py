"""Every value a home is run with, and where it came from: the environment, the home, or the default."""

import os
from collections.abc import Mapping
from dataclasses import dataclass

from rapport.kernel.embedded.api import Layout, home_folder


@dataclass(frozen=True, slots=True)
class Setting:
    """One value somebody may set by an environment variable."""

    name: str
    default: str
    about: str
    secret: bool = False


SETTINGS = (
    Setting("RAPPORT_HOME", "~/.local/share/rapport", "folder of all state"),
    Setting("DATABASE_URL", "embedded server", "a PostgreSQL 18 elsewhere, as its owner", secret=True),
    Setting("RAPPORT_PASSWORD_APP", "generated", "password of rapport_app", secret=True),
    Setting("RAPPORT_PASSWORD_ACCOUNTS", "generated", "password of rapport_accounts", secret=True),
    Setting("RAPPORT_PASSWORD_RELAY", "generated", "password of rapport_relay", secret=True),
    Setting("RAPPORT_SECRET_KEY", "generated", "signs sessions and links", secret=True),
    Setting("RAPPORT_WEB_THREADS", "5", "threads that draw pages; one business has all but one"),
    Setting("RAPPORT_BODY_LIMIT_MB", "1024", "longest request, in megabytes"),
    Setting("RAPPORT_API_CALLS_PER_MINUTE", "60000", "calls each program may make in a minute"),
    Setting("RAPPORT_API_CALLS_PER_MINUTE_TENANT", "240000", "calls all programs of one business may make"),
    Setting("RAPPORT_WORKER_QUICK", "1", "short jobs a worker runs at once"),
    Setting("RAPPORT_WORKER_LONG", "1", "long jobs a worker runs at once"),
    Setting("RAPPORT_WORKER_CALLS", "4", "jobs that wait for strangers' servers a worker runs at once"),
    Setting("RAPPORT_CALLS_INSIDE", "none", "host:port pairs inside the house that webhooks may call"),
    Setting("RAPPORT_TRUSTED_PROXIES", "none", "addresses whose X-Forwarded-For and -Proto are believed"),
    Setting("RAPPORT_STREAM_URL", "embedded", "a NATS JetStream elsewhere: nats://…,nats://…", secret=True),
    Setting("RAPPORT_STREAM_REPLICAS", "1", "copies a cluster keeps of each message"),
    Setting("RAPPORT_STREAM_MB", "2048", "disk the stream may take; a full one refuses and facts wait"),
    Setting("RAPPORT_LAKE_URL", "in the home", "where the lake lies: a folder, or s3://bucket/path"),
    Setting("RAPPORT_LAKE_ENDPOINT", "AWS", "the S3-compatible server of the lake: https://host:port"),
    Setting("RAPPORT_LAKE_REGION", "us-east-1", "its region"),
    Setting("RAPPORT_LAKE_KEY", "the machine's", "key id of the lake's bucket, where no role gives it"),
    Setting("RAPPORT_LAKE_SECRET", "the machine's", "the key's secret", secret=True),
    Setting("RAPPORT_OUTBOX_DAYS", "all", "days facts stay in the database once the lake has them"),
    Setting("RAPPORT_INBOX_DAYS", "30", "days consumers remember which facts they had; 'all' for ever"),
    Setting("RAPPORT_PARKED_DAYS", "400", "days put aside facts are kept that nobody has tried again"),
    Setting("RAPPORT_WEBHOOK_DAYS", "90", "days the database keeps calls as they came, once digested"),
    Setting("RAPPORT_LAKE_RAW_DAYS", "400", "days the lake keeps calls of other systems as they came"),
    Setting("RAPPORT_SPARK_URL", "none: DuckDB", "a Spark cluster that makes the marts: spark://host:7077"),
    Setting("RAPPORT_SPARK_PARTITIONS", "8", "parts a Spark cluster works on at once"),
    Setting("RAPPORT_BACKUP_HOURS", "24", "hours between backups by `rapport up`; 0 switches them off"),
    Setting("RAPPORT_BACKUP_KEEP", "7", "backups kept in the home"),
    Setting("RAPPORT_ARCHIVE_SECONDS", "0", "seconds of work a lost machine may cost; 0: no archive is kept"),
    Setting("RAPPORT_DISK_RESERVE", "10", "percent of the disk kept free; below it nothing is taken in"),
    Setting("RAPPORT_IMPORT_KEEP_DAYS", "30", "days that files and rejected rows of imports are kept"),
    Setting("RAPPORT_METRICS_TOKEN", "none: this machine only", "lets its bearer read /metrics", secret=True),
    Setting("RAPPORT_URL", "none", "address people reach this installation at; links in mails start with it"),
    Setting("RAPPORT_HOSTS", "this machine", "more host names answered to, with commas between"),
    Setting("RAPPORT_SIGN_UP", "closed", "open: strangers may found businesses; the first one always may"),
    Setting("RAPPORT_SMTP_URL", "none: mail is kept", "mail server of the system's own mail", secret=True),
    Setting("RAPPORT_MAIL_FROM", "Rapport <rapport@localhost>", "sender of the system's own mail"),
    Setting("RAPPORT_SMTP_LISTEN", "nowhere", "host:port where mail servers hand letters to us"),
    Setting("RAPPORT_OIDC_ISSUER", "none", "address of the company's identity provider (OpenID Connect)"),
    Setting("RAPPORT_OIDC_NAME", "Single sign-on", "what its button says"),
    Setting("RAPPORT_OIDC_CLIENT_ID", "none", "name of this installation at the provider"),
    Setting("RAPPORT_OIDC_SECRET", "none", "its secret there", secret=True),
    Setting("RAPPORT_LOG_LEVEL", "INFO", "least grave log lines written"),
)


@dataclass(frozen=True, slots=True)
class Value:
    """A setting with its present value and where that came from."""

    setting: Setting
    shown: str
    origin: str


def list_values(env: Mapping[str, str] = os.environ) -> list[Value]:
    """Return every setting with its present value; secrets are never shown."""
    return [_value(setting, env) for setting in SETTINGS]


def get_number(name: str, env: Mapping[str, str] = os.environ) -> float:
    """Return a numeric setting's present value."""
    setting = next(setting for setting in SETTINGS if setting.name == name)
    return float(env.get(name) or setting.default)


def _value(setting: Setting, env: Mapping[str, str]) -> Value:
    given = env.get(setting.name)
    if given:
        return Value(setting, "(set)" if setting.secret else given, "environment")
    if setting.name == "RAPPORT_HOME":
        return Value(setting, str(home_folder(env)), "default")
    if setting.secret and setting.default == "generated":
        return Value(setting, "(generated)", f"home: {Layout(home_folder(env)).secrets}")
    return Value(setting, setting.default, "default")
