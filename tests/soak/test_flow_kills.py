"""Two hundred kills over whoever takes facts in and carries them: nothing lost, nothing doubled."""

from pathlib import Path

from tests.faults.test_flow_kills import burn

KILLS = 200


def test_two_hundred_kills_lose_and_double_nothing(tmp_path: Path) -> None:
    killed = burn(tmp_path / "home", KILLS, 23)
    print(f"killed {dict(killed)}")
    assert killed.total() > KILLS * 3 // 4
