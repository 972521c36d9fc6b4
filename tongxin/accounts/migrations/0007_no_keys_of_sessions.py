"""Where somebody is signed in is remembered by a digest of the session's key; what held a key is converted."""

from hashlib import sha256

from django.db import migrations

LENGTH_OF_A_DIGEST = 64


def convert(apps, schema_editor):
    """Replace each key by its digest; a second run finds none left."""
    sign_ins = apps.get_model('accounts', 'SignIn').objects
    for pk, key in sign_ins.values_list('pk', 'session_digest'):
        if len(key) != LENGTH_OF_A_DIGEST:
            sign_ins.filter(pk=pk).update(session_digest=sha256(key.encode()).hexdigest())


def forget(apps, schema_editor):
    """No digest becomes a key again: the list begins afresh."""
    apps.get_model('accounts', 'SignIn').objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0006_digest_of_a_session'),
    ]

    operations = [
        migrations.RunPython(convert, forget),
    ]
