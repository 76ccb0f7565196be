from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("mobile", "0003_keywords"), ("logic", "0003_keywords_of_sms")]

    operations = [
        migrations.RemoveField("smsanswer", "keyword_id"),
        migrations.DeleteModel("SmsKeyword"),
    ]
