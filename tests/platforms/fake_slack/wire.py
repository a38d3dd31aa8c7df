"""JSON as it comes over the wire, read without trust: a value of the wrong type reads as an empty one."""

Json = dict[str, object]


def as_object(value: object) -> Json:
    """Return ``value`` when it is an object, else an empty one."""
    return {str(key): item for key, item in value.items()} if isinstance(value, dict) else {}


def as_list(value: object) -> list[object]:
    """Return ``value`` when it is an array, else an empty one."""
    return list(value) if isinstance(value, list | tuple) else []


def as_objects(value: object) -> list[Json]:
    """Return the objects in the array ``value``."""
    return [as_object(item) for item in as_list(value) if isinstance(item, dict)]


def as_text(value: object, default: str = "") -> str:
    """Return ``value`` when it is a string, else ``default``."""
    return value if isinstance(value, str) else default


def as_flag(value: object) -> bool:
    """Return what a boolean argument means; forms carry it as ``1`` or ``true``."""
    return value is True or value in (1, "1", "true", "True")


def inside(value: object, *path: str) -> object:
    """Return what stands at ``path`` in nested objects, or None."""
    for key in path:
        value = as_object(value).get(key)
    return value


def without_nones(value: Json) -> Json:
    """Return ``value`` less the keys that are None."""
    return {key: item for key, item in value.items() if item is not None}
