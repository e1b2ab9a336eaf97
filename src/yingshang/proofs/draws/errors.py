"""What can be wrong with an announcement or a published draw."""

from yingshang.errors import Invalid


class DocumentMalformed(Invalid):
    """Not a draw's JSON: it does not parse, or something is missing, extra or of another kind."""

    code = "draws.document_malformed"
    zh = "抽取文件的 {place} 有误：应为{expected_zh}。请使用原始发布的文件。"
    en = "The draw's document is wrong at {place}: expected {expected}. Use the file as published."


class VersionUnknown(Invalid):
    """A newer or invented algorithm: guessing how it draws would be worse than refusing."""

    code = "draws.version_unknown"
    zh = "不认识算法版本“{version}”，本软件只支持 {known}。请用发布该抽取的版本核对。"
    en = "The algorithm “{version}” is unknown here; known: {known}. Check with a newer version."


class IdInvalid(Invalid):
    """An id that two eyes could read as two things: empty, too long, with spaces, not NFC."""

    code = "draws.id_invalid"
    zh = "{place} 的编号“{id}”无效：须为 1 至 {most} 个可见字符、无空格、Unicode 规范形式（NFC）。"
    en = "The id “{id}” at {place} is not valid: 1 to {most} visible characters, no spaces, in NFC."


class WordsMissing(Invalid):
    """What is published for people is said in both languages."""

    code = "draws.words_missing"
    zh = "{place} 缺少中文或英文。请两种文字都填写。"
    en = "{place} lacks its Chinese or English words. Give both."


class DuplicateEntry(Invalid):
    """An entry that stands twice would have two chances."""

    code = "draws.duplicate_entry"
    zh = "“{id}”在名录中出现不止一次（{strata}）。请只保留一次。"
    en = "“{id}” stands in the pool more than once ({strata}). Keep one."


class DuplicateName(Invalid):
    """Two strata, exclusions, inspectors or conflicts with the same name."""

    code = "draws.duplicate_name"
    zh = "{place} 中“{name}”重复。请只保留一个。"
    en = "“{name}” stands twice in {place}. Keep one."


class EmptyStratum(Invalid):
    """A stratum nobody can be drawn from."""

    code = "draws.empty_stratum"
    zh = (
        "分层“{stratum}”没有可抽的对象（共 {entries} 个，排除 {excluded} 个）。"
        "请删去该层或补充名录。"
    )
    en = (
        "Nobody can be drawn from stratum “{stratum}” ({entries} entries, {excluded} excluded). "
        "Remove it or complete the pool."
    )


class NothingToDraw(Invalid):
    """An announcement without a stratum."""

    code = "draws.nothing_to_draw"
    zh = "抽取没有任何分层。请至少列出一个分层。"
    en = "The draw has no stratum. List at least one."


class TooFewEntries(Invalid):
    """More are to be drawn, with substitutes, than there are."""

    code = "draws.too_few_entries"
    zh = (
        "分层“{stratum}”可抽 {eligible} 个，却要抽 {count} 个另加候补 {substitutes} 个。"
        "请减少数量或补充名录。"
    )
    en = (
        "Stratum “{stratum}” has {eligible} entries to draw from, but {count} and {substitutes} "
        "substitutes are asked. Ask fewer or complete the pool."
    )


class NumberInvalid(Invalid):
    """A count, ratio or number of substitutes that is no number of entries."""

    code = "draws.number_invalid"
    zh = "{place} 的数值 {value} 无效：应为{expected_zh}。"
    en = "The number {value} at {place} is not valid: expected {expected}."


class RatioInvalid(Invalid):
    """A ratio below 0, above 1 or over nothing."""

    code = "draws.ratio_invalid"
    zh = "分层“{stratum}”的比例 {numerator}/{denominator} 无效：应在 0 与 1 之间，分母为正。"
    en = (
        "The ratio {numerator}/{denominator} of stratum “{stratum}” is not valid: "
        "give one between 0 and 1 with a positive denominator."
    )


class TotalDiffers(Invalid):
    """Counts and ratios do not add up to the number announced."""

    code = "draws.total_differs"
    zh = "各层合计抽 {sum} 个，公告总数却是 {total} 个。请核对各层数量、比例或总数。"
    en = (
        "The strata add up to {sum}, but a total of {total} is announced. "
        "Check the counts, the ratios or the total."
    )


class WeightInvalid(Invalid):
    """Weights are whole numbers from 1, of few digits, one for each entry and for nobody else."""

    code = "draws.weight_invalid"
    zh = "分层“{stratum}”中“{id}”的权重 {weight} 无效：应为 1 至 {most} 的整数，每个对象一个。"
    en = (
        "The weight {weight} of “{id}” in stratum “{stratum}” is not valid: "
        "one whole number from 1 to {most} for each entry."
    )


class ExclusionUnknown(Invalid):
    """Who is not in the pool cannot be excluded from it."""

    code = "draws.exclusion_unknown"
    zh = "被排除的“{id}”不在名录中。请核对编号。"
    en = "“{id}” is excluded but stands in no stratum. Check the id."


class InspectorsInvalid(Invalid):
    """The second pool of a joint draw contradicts itself or the first."""

    code = "draws.inspectors_invalid"
    zh = "检查人员设置的 {place} 有误：{value}；应为{expected_zh}。"
    en = "The inspectors' part is wrong at {place}: {value}; expected {expected}."


class InspectorsLacking(Invalid):
    """A firm that might be drawn could not be given a team: said before anything is drawn."""

    code = "draws.inspectors_lacking"
    zh = (
        "“{entry}”若被抽中，无法派出 {each} 名检查人员：无利害冲突的有 {free} 名，"
        "其中无人掌握的专业：{unknown}。请增加检查人员、核对冲突或排除该对象。"
    )
    en = (
        "“{entry}” could not be given {each} inspectors: {free} have no conflict of interest, "
        "and none of them knows: {unknown}. "
        "Add inspectors, check the conflicts or exclude the entry."
    )


class PublicationDiffers(Invalid):
    """A published draw says something other than what its announcement and randomness give."""

    code = "draws.publication_differs"
    zh = "发布的抽取在 {place} 与重新计算不同：发布为 {published}，计算为 {computed}。"
    en = "The published draw differs at {place}: published {published}, computed again {computed}."
