"""The forms of an upload: which file, who uploads it, and whether to store it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from joinedup.register.fields import NOT_TEXT
from joinedup.web.questions import Fault
from joinedup.web.uploads import LARGEST

_LONGEST_NAME = 100
_ENTER_NAME = "Enter your name"


class WithName(forms.Form):
    """Somebody's name, as the log will have it."""

    by = forms.CharField(
        max_length=_LONGEST_NAME,
        error_messages={
            "required": _ENTER_NAME,
            "max_length": f"Your name must be {_LONGEST_NAME} characters or less",
        },
    )

    def clean_by(self) -> str:
        """The name with one space between words. Raises ValidationError."""
        name = " ".join(str(self.cleaned_data["by"]).split())
        if NOT_TEXT.search(name):
            raise forms.ValidationError("Your name holds a character that is not text")
        return name

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What is wrong with the form, by field, in the order of the fields."""
        return tuple(
            Fault(field, str(text)) for field in self.fields for text in self.errors.get(field, ())
        )


class UploadForm(WithName):
    """A file of CSV or XLSX, and who uploads it; a file that was kept before need not come again.

    `too_large` says that a file was sent that is larger than is taken.
    """

    file = forms.FileField(required=False, error_messages={"empty": "The file is empty"})
    field_order = ("file", "by")

    def __init__(
        self, *arguments: Any, too_large: bool = False, has_file: bool = False, **named: Any
    ) -> None:
        super().__init__(*arguments, **named)
        self.too_large, self.has_file = too_large, has_file

    def clean_file(self) -> UploadedFile[bytes] | None:
        """The file, if one was chosen. Raises ValidationError."""
        file: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if self.too_large:
            raise forms.ValidationError(
                f"The file is larger than {LARGEST // 1024 // 1024} MB; put fewer rows in it, or "
                "change the folder's own files"
            )
        if file is None:
            if self.has_file:
                return None
            raise forms.ValidationError("Choose a CSV or XLSX file")
        if not (file.name or "").lower().endswith((".csv", ".xlsx")):
            raise forms.ValidationError("The file must be CSV or XLSX, and its name end so")
        return file


class StoreForm(WithName):
    """Whether to store what was shown; `seen` is the hash of the folder that it was shown of."""

    seen = forms.CharField(max_length=64, required=False)
