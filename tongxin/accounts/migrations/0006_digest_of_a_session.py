"""A digest of a session's key needs more room than the key."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0005_bindings'),
    ]

    operations = [
        migrations.RenameField(
            model_name='signin',
            old_name='session_key',
            new_name='session_digest',
        ),
        migrations.AlterField(
            model_name='signin',
            name='session_digest',
            field=models.CharField(max_length=64, unique=True),
        ),
    ]
