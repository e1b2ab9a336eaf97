"""`yingshang draws`: the demonstration shows a checked draw, and `check` says yes or no."""

import pytest
from click.testing import CliRunner

from yingshang.config.cli.draws import draws


def run(*words: object):
    return CliRunner().invoke(draws, [str(word) for word in words])


@pytest.mark.parametrize("chance", ["--beacon", None])
def test_the_demonstration_draws_four_classes_and_both_checks_say_yes(chance):
    done = run("demo", "--firms", 80, *([chance] if chance else []))
    assert done.exit_code == 0
    assert "source: illustrative" in done.output
    assert all(f"  {name}: " in done.output for name in "ABCD")
    assert "inspector-0" in done.output
    assert "相符 YES" in done.output
    assert "Yes: drawn again" in done.output


def test_the_demonstration_with_a_seed_file_is_the_same_again(tmp_path):
    seeds = tmp_path / "seeds"
    seeds.write_text("ab" * 32 + "\n" + "cd" * 32 + "\n")
    first, second = tmp_path / "1.json", tmp_path / "2.json"
    for path in (first, second):
        assert run("demo", "--seed-file", seeds, "--out", path).exit_code == 0
    assert first.read_bytes() == second.read_bytes()


def test_a_seed_file_that_holds_no_two_secrets_is_refused_with_its_remedy(tmp_path):
    seeds = tmp_path / "seeds"
    seeds.write_text("not hexadecimal")
    done = run("demo", "--seed-file", seeds)
    assert done.exit_code == 2
    assert "2 lines of hexadecimal" in done.output


def test_check_says_yes_to_a_published_draw_and_no_to_a_changed_one(tmp_path):
    path = tmp_path / "draw.json"
    run("demo", "--beacon", "--out", path)
    assert run("check", path).exit_code == 0
    assert run("check", path, "--announcement-hash", "00" * 32).exit_code == 1
    path.write_bytes(path.read_bytes().replace(b"firm-0000001", b"firm-9000001"))
    done = run("check", path)
    assert done.exit_code == 1
    assert "differs" in done.output
