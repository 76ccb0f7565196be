"""The router the endpoints of orders hang on."""

from ninja import Router

router = Router()
