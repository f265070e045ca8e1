"""/verify: anybody checks a certificate by its code."""

from __future__ import annotations

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.accounts.masking import mask_name
from app.certificates import queries
from app.certificates.code import CodeMistyped, read_code
from app.certificates.forms import VerifyForm
from app.certificates.views.blueprint import bp
from app.extensions import db, limiter
from app.web import public

NOT_FOUND = 404
guessing = limiter.shared_limit("30 per minute", scope="verify")
"""Codes can't be guessed; this keeps whoever tries from costing us much."""


@bp.get("/verify")
@public
@guessing
def verify() -> ResponseReturnValue:
    """Ask for a code; one that is well formed leads on to its own address."""
    form = VerifyForm(request.args)
    if "code" in request.args and form.validate():
        try:
            code = read_code(form.code.data or "")
        except CodeMistyped as refusal:
            form.refuse(refusal)
        else:
            return redirect(url_for(".verify_code", code=code))
    return _unlisted(render_template("certificates/verify.html", form=form))


@bp.get("/verify/<string:code>")
@public
@guessing
def verify_code(code: str) -> ResponseReturnValue:
    """What is publicly known of the certificate: its state, and a masked name."""
    try:
        canonical = read_code(code)
    except CodeMistyped:
        return redirect(url_for(".verify", code=code))
    if canonical != code:
        return redirect(url_for(".verify_code", code=canonical))
    certificate = queries.certificate_by_code(db.session(), code)
    form = VerifyForm(data={"code": code})
    if certificate is None:
        page = render_template("certificates/verify_unknown.html", form=form, code=code)
        return _unlisted(page, NOT_FOUND)
    return _unlisted(
        render_template(
            "certificates/verify_found.html",
            form=form,
            certificate=certificate,
            masked_name=mask_name(certificate.facts.name),
            now=clock.now(),
        )
    )


def _unlisted(page: str, status: int = 200) -> ResponseReturnValue:
    """A page that search engines must not list, nor caches keep."""
    response = make_response(page, status)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Cache-Control"] = "no-store"
    return response
