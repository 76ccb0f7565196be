"""Which network addresses an outbound call may reach (pure)."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

Address = IPv4Address | IPv6Address

NAT64 = IPv6Network("64:ff9b::/96")
NAT64_LOCAL = IPv6Network("64:ff9b:1::/48")
COMPATIBLE = IPv6Network("::/96")


def carried_address(address: Address) -> Address:
    """Return the IPv4 address hidden inside an IPv6 one (mapped, 6to4, NAT64, compatible), else the
    address itself.
    """
    if isinstance(address, IPv4Address):
        return address
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address in NAT64 or address in COMPATIBLE:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def is_public(text: str) -> bool:
    """Say whether an address, given as text, is one of the public internet, whatever it is wrapped in."""
    try:
        address = ip_address(text.split("%", 1)[0])
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and (address.teredo is not None or address in NAT64_LOCAL):
        return False
    inner = carried_address(address)
    return inner.is_global and not inner.is_multicast and not inner.is_reserved
