"""`yingshang benefits lab` prints both sides, keeps a note, and computes it again."""

from click.testing import CliRunner

from tests.city.benefits.desk import PAYABLE, REFUND
from yingshang.city.benefits.laboratory.models import LaboratoryNote
from yingshang.config.cli.benefits.lab import lab, lab_note


def run(command, *words):
    return CliRunner().invoke(command, words)


def test_a_change_is_printed_kept_and_computed_again(desk, tmp_path):
    out = tmp_path / "changed.csv"
    words = (REFUND, "--set", "本地返还比例=0.8", "--on", "2022-05-05", "--budget", "1000")
    made = run(lab, *words, "--csv", str(out), "--save")
    assert made.exit_code == 0, made.output
    assert f"现行 · before  {PAYABLE} 户应享" in made.output
    assert out.is_file()
    note = LaboratoryNote.objects.get()
    again = run(lab_note, str(note.pk))
    assert (again.exit_code, "一致 · the same" in again.output) == (0, True)
    LaboratoryNote.objects.update(before_hash="0" * 64)
    assert run(lab_note, str(note.pk)).exit_code == 1


def test_a_setting_without_a_value_is_refused(bare_desk):
    made = run(lab, REFUND, "--set", "本地返还比例")
    assert made.exit_code == 2
    assert "名=值" in made.output
