from django.db import migrations, models

from tongxin.words.public import search_key

BATCH = 2000


def sound_out(apps, _editor):
    """Let the keys of people begin with their syllables."""
    people = apps.get_model("organisation", "Person").objects
    batch = []
    for person in people.only("pk", "name").iterator(chunk_size=BATCH):
        person.search = search_key(person.name, person=True)
        batch.append(person)
        if len(batch) == BATCH:
            people.bulk_update(batch, ["search"], batch_size=500)
            batch = []
    people.bulk_update(batch, ["search"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0006_import_orders"),
    ]

    operations = [
        migrations.RunPython(sound_out, migrations.RunPython.noop),
        migrations.RemoveIndex(model_name="person", name="person_name"),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["search", "id"], name="person_order"),
        ),
    ]
