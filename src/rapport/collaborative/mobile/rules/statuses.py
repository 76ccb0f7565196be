"""What a message centre answers (SMPP 3.4, 5.1.3): its word, and whether another try is worth it."""

_NAMES = {
    **{0x01: "ESME_RINVMSGLEN", 0x02: "ESME_RINVCMDLEN", 0x03: "ESME_RINVCMDID", 0x04: "ESME_RINVBNDSTS"},
    **{0x05: "ESME_RALYBND", 0x08: "ESME_RSYSERR", 0x0A: "ESME_RINVSRCADR", 0x0B: "ESME_RINVDSTADR"},
    **{0x0C: "ESME_RINVMSGID", 0x0D: "ESME_RBINDFAIL", 0x0E: "ESME_RINVPASWD", 0x0F: "ESME_RINVSYSID"},
    **{0x14: "ESME_RMSGQFUL", 0x15: "ESME_RINVSERTYP", 0x43: "ESME_RINVESMCLASS", 0x45: "ESME_RSUBMITFAIL"},
    **{0x48: "ESME_RINVSRCTON", 0x49: "ESME_RINVSRCNPI", 0x50: "ESME_RINVDSTTON", 0x51: "ESME_RINVDSTNPI"},
    **{0x58: "ESME_RTHROTTLED", 0x61: "ESME_RINVSCHED", 0x62: "ESME_RINVEXPIRY", 0x64: "ESME_RX_T_APPN"},
    **{0x65: "ESME_RX_P_APPN", 0x66: "ESME_RX_R_APPN", 0xFE: "ESME_RDELIVERYFAILURE"},
    0xFF: "ESME_RUNKNOWNERR",
}
BUSY = frozenset({0x14, 0x58})
"""Too fast for it: the same again a little later."""
PASSING = frozenset({0x04, 0x08, 0x64, 0xFE, 0xFF})
"""Something is wrong on its side that may pass."""
DEAD = frozenset({0x0B})
"""There is no such number."""


def name_of(status: int) -> str:
    """Return the protocol's word for a status."""
    return _NAMES.get(status, f"0x{status:08X}")
