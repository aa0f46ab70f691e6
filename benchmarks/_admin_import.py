"""The peer of `import_rows`, in a process of its own: the import page of django-import-export in Django's admin.

``python -m benchmarks._admin_import FOLDER SMALL.xlsx BOOK.xlsx`` signs in, sends the workbook, gets the page with the
differences, confirms, and prints the seconds of the processor for the two requests and the rows that are there afterwards. The small
workbook goes ahead, as in a process that serves; its rows are removed before the other is timed.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from time import process_time

import django
from django.conf import settings

APP = "benchmarks._admin_import"
COLUMNS = {
    "unit": "Mã đơn vị",
    "term": "Nhiệm kỳ",
    "number": "STT",
    "code": "Mã",
    "group": "Lĩnh vực",
    "name": "Chỉ tiêu",
    "unit_of_measure": "Đơn vị tính",
    "comparator": "So sánh",
    "baseline": "Mức gốc",
    "baseline_year": "Năm gốc",
    "target": "Chỉ tiêu nghị quyết",
    "result_2022": "Thực hiện 2022",
}


def configure(folder: Path) -> None:
    """This function will set up a plain site with the admin on a fresh SQLite file, its defaults untouched."""
    settings.configure(
        SECRET_KEY="benchmark",
        ALLOWED_HOSTS=["testserver"],
        ROOT_URLCONF=__name__,
        INSTALLED_APPS=[
            "django.contrib.admin",
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
            "import_export",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                    ]
                },
            }
        ],
        STATIC_URL="/static/",
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": str(folder / "peer.sqlite3"),
                "OPTIONS": {"init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"},
            }
        },
    )
    django.setup()


def register() -> None:
    """This function will make a plain table of targets and give it an import page in the admin."""
    from django.contrib import admin
    from django.db import connection, models
    from django.urls import path
    from import_export import fields, resources
    from import_export.admin import ImportMixin
    from import_export.formats.base_formats import XLSX
    from import_export.widgets import ForeignKeyWidget

    class PlainUnit(models.Model):
        code = models.CharField(max_length=40, unique=True)

        class Meta:
            app_label = "import_export"

    class PlainTerm(models.Model):
        label = models.CharField(max_length=20, unique=True)

        class Meta:
            app_label = "import_export"

    class PlainTarget(models.Model):
        unit = models.ForeignKey(PlainUnit, on_delete=models.PROTECT)
        term = models.ForeignKey(PlainTerm, on_delete=models.PROTECT)
        number = models.CharField(max_length=20)
        code = models.CharField(max_length=40, unique=True)
        group = models.CharField(max_length=150)
        name = models.TextField()
        unit_of_measure = models.CharField(max_length=60)
        comparator = models.CharField(max_length=30)
        baseline = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
        baseline_year = models.IntegerField(null=True, blank=True)
        target = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
        result_2022 = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)

        class Meta:
            app_label = "import_export"

    class PlainResource(resources.ModelResource):  # type: ignore[misc]
        class Meta:
            model = PlainTarget
            import_id_fields = ("code",)
            fields = tuple(COLUMNS)
            clean_model_instances = True

    keys = {"unit": ForeignKeyWidget(PlainUnit, "code"), "term": ForeignKeyWidget(PlainTerm, "label")}
    for name, title in COLUMNS.items():
        given = PlainResource.fields[name]
        widget = keys.get(name, given.widget)
        PlainResource.fields[name] = fields.Field(attribute=name, column_name=title, widget=widget)

    class PlainAdmin(ImportMixin, admin.ModelAdmin):  # type: ignore[misc, type-arg]
        resource_classes = (PlainResource,)
        formats = (XLSX,)

    admin.site.register(PlainTarget, PlainAdmin)
    with connection.schema_editor() as editor:
        for model in (PlainUnit, PlainTerm, PlainTarget):
            editor.create_model(model)
    PlainUnit.objects.create(code="28927")  # type: ignore[attr-defined]
    PlainTerm.objects.create(label="2020-2025")  # type: ignore[attr-defined]
    urlpatterns.append(path("admin/", admin.site.urls))


def measure(book: Path) -> tuple[float, int]:
    """This function will import the workbook through the two requests of the admin; gives seconds and rows.

    :raises AssertionError: when the admin shows errors instead of the page with the differences.
    """
    from django.apps import apps
    from django.contrib.auth.models import User
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import Client

    client = Client()
    person, _made = User.objects.get_or_create(username="office", is_staff=True, is_superuser=True)
    client.force_login(person)  # type: ignore[arg-type]
    page = "/admin/import_export/plaintarget"
    data = book.read_bytes()
    start = process_time()
    shown = client.post(
        f"{page}/import/", {"format": "0", "import_file": SimpleUploadedFile("book.xlsx", data)}
    )
    html = shown.content.decode()
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', html))
    assert "import_file_name" in fields
    confirmed = client.post(f"{page}/process_import/", fields)
    span = process_time() - start
    assert confirmed.status_code == 302
    return span, apps.get_model("import_export", "PlainTarget").objects.count()  # type: ignore[misc]


def forget() -> None:
    """This function will remove the rows that are there."""
    from django.apps import apps

    apps.get_model("import_export", "PlainTarget").objects.all().delete()  # type: ignore[misc]


urlpatterns: list[object] = []

if __name__ == "__main__":
    sys.modules[APP] = sys.modules["__main__"]
    configure(Path(sys.argv[1]))
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    register()
    measure(Path(sys.argv[2]))
    forget()
    seconds, count = measure(Path(sys.argv[3]))
    print(seconds, count)
