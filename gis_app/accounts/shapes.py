"""Shapes in the back office: typed as text, refused in words."""

from __future__ import annotations

from typing import Any

from django.contrib.gis.forms import GeometryField as ShapeFormField
from django.contrib.gis.gdal import GDALException
from django.core.exceptions import ValidationError
from django.forms import ModelForm


class ShapeField(ShapeFormField):
    """GDAL's complaints about GeoJSON and coordinate systems are the typist's too."""

    def clean(self, value: Any) -> Any:
        """The shape in the storage CRS; raises ValidationError."""
        try:
            return super().clean(value)
        except GDALException as error:
            raise ValidationError(
                self.error_messages["invalid_geom"], code="invalid_geom"
            ) from error


class ShapeForm(ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """Asks the database about shapes only where there is one.

    Django can't check a rule about a shape that is not there; the database can.
    """

    def _get_validation_exclusions(self) -> set[str]:
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded | {
            name
            for name, field in self.fields.items()
            if isinstance(field, ShapeField) and not self.cleaned_data.get(name)
        }
