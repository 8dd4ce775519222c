"""The forms of an upload: which file, and then whether to store it, and who stores it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from joinedup.register.fields import NOT_TEXT
from joinedup.web.questions import Fault
from joinedup.web.uploads import LARGEST

_LONGEST_NAME = 100


class _Form(forms.Form):
    @property
    def faults(self) -> tuple[Fault, ...]:
        """What is wrong with the form, by field, in the order of the fields."""
        return tuple(
            Fault(field, str(text)) for field in self.fields for text in self.errors.get(field, ())
        )


class UploadForm(_Form):
    """A file of CSV or XLSX; `too_large` says that one was sent that is larger than is taken.

    Of several lists at once only a workbook may be sent.
    """

    file = forms.FileField(required=False, error_messages={"empty": "The file is empty"})

    def __init__(
        self, *arguments: Any, too_large: bool = False, several: bool = False, **named: Any
    ) -> None:
        super().__init__(*arguments, **named)
        self.too_large = too_large
        self.several = several

    def clean_file(self) -> UploadedFile[bytes]:
        """The file. Raises ValidationError."""
        file: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if self.too_large:
            raise forms.ValidationError(
                f"The file is larger than {LARGEST // 1024 // 1024} MB; put fewer rows in it, or "
                "change the folder's own files"
            )
        form = "an XLSX file" if self.several else "a CSV or XLSX file"
        if file is None:
            raise forms.ValidationError(f"Choose {form}")
        endings = (".xlsx",) if self.several else (".csv", ".xlsx")
        if not (file.name or "").lower().endswith(endings):
            raise forms.ValidationError(f"The file must be {form}, and its name end so")
        return file


class StoreForm(_Form):
    """Who stores what was shown; `seen` is the hash of the folder that it was shown of."""

    by = forms.CharField(
        max_length=_LONGEST_NAME,
        error_messages={
            "required": "Enter your name",
            "max_length": f"Your name must be {_LONGEST_NAME} characters or less",
        },
    )
    seen = forms.CharField(max_length=64, required=False)

    def clean_by(self) -> str:
        """The name with one space between words. Raises ValidationError."""
        name = " ".join(str(self.cleaned_data["by"]).split())
        if NOT_TEXT.search(name):
            raise forms.ValidationError("Your name holds a character that is not text")
        return name
