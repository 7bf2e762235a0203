"""Types of fields that few budgets have: their objects are loaded when a file has the field, to start sooner."""

from functools import cached_property
from importlib import import_module
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, TypeAdapter, ValidationInfo
from pydantic_core.core_schema import CoreSchema, with_info_plain_validator_function


class Later:
    """The validator of a field with a type from a module of this package, which is loaded with the first value."""

    def __init__(self, module: str, name: str) -> None:
        """Keep the names of the module and of the type in it."""
        self.module = module
        self.name = name

    @cached_property
    def kind(self) -> Any:  # noqa: ANN401  a type as annotations write it
        """The type of the field."""
        return getattr(import_module(f"ridcalc.core.budget.{self.module}"), self.name)

    @cached_property
    def _adapter(self) -> TypeAdapter[Any]:
        return TypeAdapter(self.kind)

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return the schema with which pydantic validates the field."""
        return with_info_plain_validator_function(self._read)

    def _read(self, value: object, info: ValidationInfo) -> object:
        return self._adapter.validate_python(value, context=info.context)


def later(module: str, name: str) -> Any:  # noqa: ANN401  a type as annotations write it
    """Return the type `name` of a module of this package, for a field; `loaded` returns the type itself."""
    return Annotated[Any, Later(module, name)]


def loaded(kind: Any) -> Any:  # noqa: ANN401  a type as annotations write it
    """Return the type of a field, loaded if that is still to be done."""
    marks = getattr(kind, "__metadata__", ())
    return next((mark.kind for mark in marks if isinstance(mark, Later)), kind)
