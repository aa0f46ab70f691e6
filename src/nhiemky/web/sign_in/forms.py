"""Forms of accounts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhiemky.kernel.viet.fold import nfc
from nhiemky.web.forms import PageForm, TextField

PASSWORD_HINT = gettext_lazy("Ít nhất 10 ký tự, không chỉ gồm chữ số, không quá quen thuộc.")


class PasswordField(forms.CharField):
    """A password: every blank counts, letters are composed (keyboards differ in how they send "ậ")."""

    def to_python(self, value: Any) -> str:
        return nfc(super().to_python(value) or "")


def password_field(label: Any, *, autocomplete: str, hint: Any = "") -> PasswordField:
    """This function will give a field for a password, which keeps every blank as typed."""
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return PasswordField(label=label, strip=False, widget=widget, help_text=hint, max_length=200)


class SignInForm(PageForm):
    username = TextField(
        label=gettext_lazy("Tên đăng nhập"),
        max_length=150,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = password_field(gettext_lazy("Mật khẩu"), autocomplete="current-password")


class NewPasswordForm(PageForm):
    """A new password, typed twice."""

    password = password_field(gettext_lazy("Mật khẩu mới"), autocomplete="new-password", hint=PASSWORD_HINT)
    again = password_field(gettext_lazy("Nhập lại mật khẩu mới"), autocomplete="new-password")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("password") and given.get("again") and given["password"] != given["again"]:
            self.add_error("again", _("Hai lần nhập không giống nhau."))
        return given


class ChangePasswordForm(NewPasswordForm):
    field_order = ["old", "password", "again"]
    old = password_field(gettext_lazy("Mật khẩu hiện tại"), autocomplete="current-password")
