"""What can be wrong with the randomness of a draw."""

from yingshang.errors import Conflict, Invalid


class MomentInvalid(Invalid):
    """A moment in a draw is UTC with microseconds; anything else could mean two moments."""

    code = "randomness.moment_invalid"
    zh = "时间“{moment}”无效。请写成带时区的时间，如 2026-11-24T01:00:00.000000Z。"
    en = "The time “{moment}” is not valid. Give it with its zone: 2026-11-24T01:00:00.000000Z."


class RoundTooEarly(Invalid):
    """A beacon round that exists, or is about to, could have been known when announcing."""

    code = "randomness.round_too_early"
    zh = "第 {round} 轮随机数产生于 {time}，未晚于公告时间 {margin} 秒。请改用第 {first} 轮或更后。"
    en = (
        "Beacon round {round} is of {time}, less than {margin} seconds after the announcement. "
        "Announce round {first} or a later one."
    )


class RoundTooLate(Invalid):
    """A round that no calendar can date is a slip of the pen."""

    code = "randomness.round_too_late"
    zh = "第 {round} 轮远在未来，不会产生。请核对轮次，不得大于 {last}。"
    en = "Beacon round {round} is too far in the future. Check the number; it is at most {last}."


class RoundWrong(Invalid):
    """Another round than the announced one: choosing among rounds would be choosing the winner."""

    code = "randomness.round_wrong"
    zh = "公告的是第 {announced} 轮，给出的却是第 {given} 轮。请取公告的那一轮。"
    en = "Round {announced} was announced but round {given} is given. Fetch the announced round."


class BeaconSignatureInvalid(Invalid):
    """The beacon's key did not sign this round with these bytes."""

    code = "randomness.beacon_signature_invalid"
    zh = "第 {round} 轮的签名不是 drand quicknet 所签：{reason}。请从另一个镜像重新获取。"
    en = (
        "The signature of round {round} is not drand quicknet's: {reason}. "
        "Fetch the round again from another mirror."
    )


class RandomnessMismatch(Invalid):
    """The randomness does not come from the source the draw announced."""

    code = "randomness.mismatch"
    zh = "公告的随机数来源是 {announced}，给出的却是 {given}。"
    en = "The draw announced {announced} as its randomness, but {given} is given."


class PartiesInvalid(Invalid):
    """Fewer than two parties, or one named twice: one hand could then choose the seed."""

    code = "randomness.parties_invalid"
    zh = "承诺—揭示至少需要两个不同名称的参与方，现有：{parties}。"
    en = "Commit and reveal needs at least two parties with different names; given: {parties}."


class PeriodInvalid(Invalid):
    """Commits close after the announcement, and reveals close after commits."""

    code = "randomness.period_invalid"
    zh = (
        "时间须依次为：公告、承诺截止、揭示截止；现为 {announced}、{commit_until}、{reveal_until}。"
    )
    en = (
        "The times must follow each other: announced, commits close, reveals close; "
        "given: {announced}, {commit_until}, {reveal_until}."
    )


class PartyUnknown(Invalid):
    """Someone who was not announced as a party, or who speaks twice."""

    code = "randomness.party_unknown"
    zh = "“{party}”不是公告的参与方，或重复提交。"
    en = "“{party}” is no announced party, or speaks twice."


class SecretTooShort(Invalid):
    """A secret that can be guessed from its commitment is no secret."""

    code = "randomness.secret_too_short"
    zh = "“{party}”的秘密只有 {length} 字节，至少 {least} 字节、至多 {most} 字节。请重新生成。"
    en = "The secret of “{party}” has {length} bytes; make one of {least} to {most} random bytes."


class CommitLate(Invalid):
    """A commitment outside its time could have been made with others' secrets in sight."""

    code = "randomness.commit_late"
    zh = "“{party}”的承诺时间 {at} 不在公告时间与承诺截止 {until} 之间，不予接受。"
    en = (
        "“{party}” committed at {at}, not between the announcement and {until}: it is not accepted."
    )


class RevealOutOfTime(Invalid):
    """A secret shown while commitments are open, or after the end."""

    code = "randomness.reveal_out_of_time"
    zh = "“{party}”的揭示时间 {at} 不在承诺截止 {opens} 与揭示截止 {closes} 之间，不予接受。"
    en = "“{party}” revealed at {at}, not after {opens} and by {closes}: it is not accepted."


class RevealDiffers(Invalid):
    """The revealed secret is not the one committed to."""

    code = "randomness.reveal_differs"
    zh = "“{party}”揭示的秘密与其承诺不符。请该方给出原来的秘密；否则抽取作废。"
    en = (
        "What “{party}” reveals is not what it committed to. "
        "It must give the original secret, or the draw is void."
    )


class RevealsStillOpen(Conflict):
    """A missing reveal voids a draw only when its time is over."""

    code = "randomness.reveals_still_open"
    zh = "还缺 {parties}，揭示在 {closes} 才截止。请等待。"
    en = "{parties} may still act until {closes}. Wait until then."
