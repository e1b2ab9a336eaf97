"""A document as an answer to a browser that will not be tricked into running it."""

from django.http import FileResponse

from yingshang.core.documents.doors import Opened

SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"


def download(opened: Opened) -> FileResponse:
    """The file as an attachment, streamed; the response closes it.

    The name stands as RFC 6266 says, in `filename*` if it is not ASCII; the type is what the
    content was found to be, never guessed again; nothing within may run, and nobody may cache it.
    """
    blob = opened.document.blob
    response = FileResponse(
        opened.file,
        as_attachment=True,
        filename=opened.document.name,
        content_type=blob.media_type,
    )
    response["Content-Length"] = str(blob.size_bytes)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
