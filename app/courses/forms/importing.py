"""The upload form, and why a workbook or one of its rows is refused."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired

from app import words
from app.courses.importing import cell_dates, cell_numbers, cells, rows
from app.courses.importing import checks as import_checks
from app.courses.importing import workbook_safety as safety
from app.courses.importing.services import PlanIsOutdated
from app.courses.importing.workbook import (
    MergedCells,
    NoRows,
    RepeatedHeadings,
    TooManyRows,
    WrongHeadings,
    WrongSheet,
)
from app.courses.publication import PublicationRefused
from app.exceptions import DomainError
from app.form import Form

# What stands for a whole kind of refusal; each reason below has its own words.
words.register(
    {
        safety.WorkbookRefused: _l("This file can’t be taken."),
        cells.CellRefused: _l("“%(value)s” can’t be read."),
        import_checks.RowRefused: _l("The row doesn’t fit what stands here."),
        PublicationRefused: _l("This run can’t be published as it stands."),
    }
)
words.register(
    {
        safety.EmptyFile: _l("The file is empty."),
        safety.TooLarge: _l("The file is too large. It may have %(limit)s MB at most."),
        safety.OldExcel: _l(
            "This is a workbook of the old Excel (.xls). Open it in Excel, choose "
            "“Save as” and then “Excel workbook (.xlsx)”, and upload that."
        ),
        safety.LockedWorkbook: _l(
            "This workbook opens with a password only. Save it without one."
        ),
        safety.IsCsv: _l(
            "This is a CSV file. Open it in Excel, choose “Save as” and then “Excel "
            "workbook (.xlsx)”, and upload that."
        ),
        safety.NotAWorkbook: _l(
            "This is no Excel workbook (.xlsx), or it is damaged. Open it in Excel, "
            "save it as .xlsx and try again."
        ),
        safety.BurstsWhenUnpacked: _l(
            "Unpacked, this file is far larger than a workbook of runs can be. It was "
            "not opened."
        ),
        WrongSheet: _l(
            "There is no sheet called “%(wanted)s”. The workbook has: %(found)s."
        ),
        WrongHeadings: _l(
            "These headings are missing: %(missing)s. These are not known: "
            "%(unknown)s. The template has them all."
        ),
        RepeatedHeadings: _l("These headings stand there twice: %(headings)s."),
        MergedCells: _l(
            "Cells are merged (%(cells)s). Only the first of them has a value, so "
            "please unmerge them and fill each cell."
        ),
        TooManyRows: _l(
            "The sheet is too long. It may have %(limit)s runs at most; please split "
            "it."
        ),
        NoRows: _l("There is nothing below the headings."),
    }
)
words.register(
    {
        cells.FormulaWithoutValue: _l(
            "“%(value)s” is a formula without a stored result. Open the file in "
            "Excel, save it once and upload it again."
        ),
        cells.BrokenCell: _l("The cell shows the error %(value)s."),
        cells.NotText: _l("“%(value)s” says true or false; words belong here."),
        cells.TextTooLong: _l("The text has more than %(limit)s characters."),
        cells.NotOneOf: _l("“%(value)s” is not known. Known are: %(known)s."),
        cell_numbers.NotANumber: _l("“%(value)s” is not one single number."),
        cell_numbers.NotWhole: _l("“%(value)s” is not a whole number."),
        cell_numbers.OutOfRange: _l("“%(value)s” is not between %(low)s and %(high)s."),
        cell_numbers.NotMoney: _l(
            "“%(value)s” is no amount in won. Write 30000, 30,000원 or 무료."
        ),
        cell_numbers.NotAPercent: _l("“%(value)s” is no percentage. Write 80% or 0.8."),
        cell_numbers.PercentUnclear: _l(
            "“%(value)s” could be one in a hundred or all of it. Write the percent "
            "sign."
        ),
        cell_numbers.NotHours: _l(
            "“%(value)s” is no number of hours. Write 48 or 48시간."
        ),
        cell_numbers.NotAnAge: _l(
            "“%(value)s” is no highest age. Write 55 or 만 55세 이하."
        ),
        cell_dates.NotADate: _l(
            "“%(value)s” can’t be read as a date. Write it like 2026. 3. 10."
        ),
        cell_dates.NoSuchDay: _l("There is no day “%(value)s” in our calendar."),
        cell_dates.WrongWeekday: _l(
            "“%(value)s” contradicts itself: that day is %(day)s."
        ),
        cell_dates.HourNotExpected: _l("Only a day belongs here, no hour: %(value)s."),
        cell_dates.NotATimeSpan: _l(
            "“%(value)s” doesn’t say from when to when. Write it like 14:00~17:00."
        ),
        cell_dates.HalfOfDayUnclear: _l(
            "Is “%(value)s” in the morning or the afternoon? Write it like "
            "14:00~17:00 or 오후 2시~5시."
        ),
        cell_dates.SpanBackwards: _l("“%(value)s” ends before it begins."),
        cell_dates.NotWeekdays: _l(
            "“%(value)s” can’t be read as weekdays. Write 화·목."
        ),
        rows.CellMissing: _l("This cell can’t be blank."),
    }
)
words.register(
    {
        import_checks.UnknownDistrict: _l(
            "There is no district “%(value)s”. There are: %(known)s."
        ),
        import_checks.NotYourDistrict: _l(
            "“%(value)s” is not one of your districts. Its coordinator can upload it."
        ),
        import_checks.UnknownTrade: _l(
            "There is no trade “%(value)s”. There are: %(known)s."
        ),
        import_checks.UnknownModule: _l(
            "There is no module “%(value)s”. There are: %(known)s."
        ),
        import_checks.CourseIsOther: _l(
            "The course stands here as “%(current)s”, the row says “%(value)s”. "
            "Change it on the course’s page if the row is right."
        ),
        import_checks.RepeatedRow: _l(
            "The same run stands in rows %(rows)s. Keep one of them."
        ),
        import_checks.EndsBeforeStart: _l(
            "It would end on %(ends_on)s, before it starts on %(starts_on)s."
        ),
        import_checks.ClosesBeforeOpening: _l(
            "Applications would close at %(closes_at)s, before they open at "
            "%(opens_at)s."
        ),
        import_checks.SeveralWindows: _l(
            "This run has %(windows)s application periods. Change them on its page."
        ),
        import_checks.FollowsFromMeetings: _l(
            "The run’s classes are planned already, and they say %(current)s. Change "
            "the classes instead."
        ),
        import_checks.NeedsConfirmation: _l(
            "The run is published. This would change from %(old)s to %(new)s and needs "
            "your confirmation."
        ),
        PlanIsOutdated: _l(
            "Somebody changed a run in between. Please look at the preview again."
        ),
    }
)


class UploadForm(Form):
    workbook = FileField(
        _l("Workbook (.xlsx)"),
        [FileRequired(_l("Choose a file first."))],
        description=_l("10 MB and 2,000 runs at most."),
        render_kw={"accept": ".xlsx"},
    )

    def refuse(self, refusal: DomainError) -> None:
        """Whatever is wrong with the file is said beside it."""
        field = self.workbook
        field.errors = [*field.errors, words.words_for(refusal)]
