"""What can be wrong with notes, keys, checkpoints and receipts."""

from yingshang.errors import Denied, Invalid


class NoteMalformed(Invalid):
    """The bytes are no signed note."""

    code = "log.note_malformed"
    zh = "不是有效的签名文本（C2SP signed note）：{reason}。请提供未经改动的原文。"
    en = "This is no valid signed note (C2SP): {reason}. Give the original, unchanged."


class KeyNameInvalid(Invalid):
    """A key's name stands in the note's lines, so it has no space and no plus sign."""

    code = "log.key_name_invalid"
    zh = "密钥名称“{name}”无效：不能为空，不能含空白或加号。例：log.example/430300。"
    en = (
        "The key name “{name}” is not valid: it is not empty and has no space and no plus sign, "
        "such as log.example/430300."
    )


class KeyInvalid(Invalid):
    """A key's text that is no key. The text itself is not repeated: it may be the secret."""

    code = "log.key_invalid"
    zh = "密钥文本无效：{reason}。公钥形如 名称+编号+数据，私钥以 PRIVATE+KEY+ 开头。"
    en = (
        "The key's text is not valid: {reason}. A public key reads name+id+data; a private one "
        "starts with PRIVATE+KEY+."
    )


class SignatureRefused(Denied):
    """A known key's name stands below a text that it did not sign."""

    code = "log.signature_refused"
    zh = "{name}（密钥 {key_id}）的签名与文本不符：文本或签名被改动过。"
    en = "The signature of {name} (key {key_id}) does not fit the text: one of them was changed."


class SignerUnknown(Denied):
    """Nobody whom the reader trusts has signed."""

    code = "log.signer_unknown"
    zh = "没有可信密钥的签名（文中署名：{names}）。请核对公钥；密钥可能已更换。"
    en = "No trusted key has signed (signed: {names}). Check the public key; it may have changed."


class CheckpointMalformed(Invalid):
    """The signed text is no checkpoint."""

    code = "log.checkpoint_malformed"
    zh = "不是有效的日志检查点：{reason}。"
    en = "This is no valid checkpoint of a log: {reason}."


class OriginDiffers(Denied):
    """A good checkpoint of another log, or one that its own log did not sign."""

    code = "log.origin_differs"
    zh = "检查点属于日志 {found}，而不是 {expected}。"
    en = "The checkpoint is of the log {found}, not of {expected}."


class ReceiptMalformed(Invalid):
    """The document is no receipt of a known version."""

    code = "log.receipt_malformed"
    zh = "不是有效的回执：{place} 处有误。请使用未经改动的回执文件。"
    en = "This is no valid receipt: {place} is wrong. Use the receipt's file, unchanged."


class ReceiptVersionUnknown(ReceiptMalformed):
    """A receipt of a later version, or something else altogether."""

    code = "log.receipt_version_unknown"
    zh = "不认识的回执版本“{found}”；本程序能核验 {known}。请更新核验程序。"
    en = "The receipt's version “{found}” is not known; known is {known}. Update the checker."


class ContentDiffers(Denied):
    """Body or salt are not what the log holds the commitment of."""

    code = "log.content_differs"
    zh = "内容或盐值与承诺散列不符：内容被改动过，或不属于这份回执。"
    en = "Content or salt do not fit the commitment: changed, or of another receipt."
