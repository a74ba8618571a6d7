"""Orders of rows that their columns alone do not give."""

from plans.models.orders import in_order_of

__all__ = ["in_order_of"]
