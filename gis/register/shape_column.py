"""A column that holds a shape, as the database keeps it."""

from __future__ import annotations

from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import LargeBinary
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


class Shape(TypeDecorator[BaseGeometry]):
    """A shape in RD New, kept as WKB."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: BaseGeometry | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002
        """Return the WKB of a shape."""
        return None if value is None else shapely.to_wkb(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> BaseGeometry | None:  # noqa: ANN401, ARG002
        """Return the shape of a WKB (`Any`: a driver may hand over bytes or a view on them)."""
        return None if value is None else shapely.from_wkb(bytes(value))
