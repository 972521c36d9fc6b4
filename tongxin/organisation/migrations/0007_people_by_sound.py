from django.db import migrations, models
from pypinyin import lazy_pinyin

BATCH = 2000


def key_of(name, search):
    """Return a key with its syllables, apart, before it: the readings in it know surnames, those of the library none."""
    sounds = search.rsplit(" ", 2)[1] if search.count(" ") > 1 else ""
    syllables, rest = [], sounds
    for syllable in reversed(lazy_pinyin(name)):
        if not rest.endswith(syllable):
            break
        syllables.insert(0, syllable)
        rest = rest[: len(rest) - len(syllable)]
    return f"{' '.join([rest, *syllables] if rest else syllables)} {search}"[:240]


def sound_out(apps, _editor):
    """Let the keys of people begin with the sounds of their names."""
    people = apps.get_model("organisation", "Person").objects
    batch = []
    for person in people.only("pk", "name", "search").iterator(chunk_size=BATCH):
        person.search = key_of(person.name, person.search)
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
