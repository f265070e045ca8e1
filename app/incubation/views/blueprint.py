"""The blueprint, and what its pages share."""

from __future__ import annotations

from flask import Blueprint
from sqlalchemy.orm import Session

from app import access_log
from app.accounts.models import Account
from app.accounts.permissions import Role
from app.incubation import reading
from app.incubation.labels import STAGES
from app.incubation.models import Venture
from app.incubation.reading import Standing
from app.incubation.stages import Stage
from app.incubation.step_labels import TOLD
from app.web import found

bp = Blueprint("incubation", __name__)


def read_venture(
    session: Session, venture_id: int, account: Account
) -> tuple[Venture, Standing]:
    """The venture and as whom this account reads it; 404 for anybody else.

    Staff reading it are written down: a founder sees her own team.
    """
    venture, standing = found(
        reading.venture_read_by(
            session,
            venture_id,
            person_id=account.person_id,
            coordinates=account.school_ids(Role.COORDINATOR),
            mentors=account.school_ids(Role.MENTOR),
        )
    )
    if standing is not Standing.FOUNDER:
        access_log.note({f.person_id for f in venture.founders})
        access_log.note({change.by.person_id for change in venture.changes})
        access_log.note([venture.begun_by_id])
    return venture, standing


@bp.app_template_global()
def venture_step_told(action: str) -> str:
    """What a step did, for mails, which know it by name only."""
    return str(TOLD[action])


@bp.app_template_global()
def venture_stage_name(stage: str) -> str:
    return str(STAGES[Stage(stage)])
