"""The picture of a plan: what maps, sliders and side panels draw from."""

from commonweal.show.picture.picture import FORM, PICTURE, form_of, picture_bytes, picture_of

__all__ = ["FORM", "PICTURE", "form_of", "picture_bytes", "picture_of"]
