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
        safety.WorkbookRefused: _l("This file can't be used."),
        cells.CellRefused: _l("“%(value)s” can't be read."),
        import_checks.RowRefused: _l("The row doesn't match what is saved here."),
        PublicationRefused: _l("This course run can't be published yet."),
    }
)
words.register(
    {
        safety.EmptyFile: _l("The file is empty."),
        safety.TooLarge: _l("The file is too large. The limit is %(limit)s MB."),
        safety.OldExcel: _l(
            "This is an old Excel workbook (.xls). Open it in Excel, choose "
            "“Save as”, then “Excel workbook (.xlsx)”, and upload the new file."
        ),
        safety.LockedWorkbook: _l(
            "This workbook is protected by a password. Save it without one and "
            "upload it again."
        ),
        safety.IsCsv: _l(
            "This is a CSV file. Open it in Excel, choose “Save as”, then “Excel "
            "workbook (.xlsx)”, and upload the new file."
        ),
        safety.NotAWorkbook: _l(
            "This isn't an Excel workbook (.xlsx), or it is damaged. Open it in "
            "Excel, save it as .xlsx and try again."
        ),
        safety.BurstsWhenUnpacked: _l(
            "Unpacked, this file is far larger than a workbook of course runs "
            "can be, so it was not opened."
        ),
        WrongSheet: _l(
            "There is no sheet called “%(wanted)s”. This workbook has: %(found)s."
        ),
        WrongHeadings: _l(
            "Headings that are missing: %(missing)s. Headings we don't know: "
            "%(unknown)s. The template has all of them."
        ),
        RepeatedHeadings: _l("These headings appear twice: %(headings)s."),
        MergedCells: _l(
            "Some cells are merged (%(cells)s). Only the first of them has a "
            "value. Unmerge them and fill in each cell."
        ),
        TooManyRows: _l(
            "The sheet is too long. It can have up to %(limit)s course runs, so "
            "please split it."
        ),
        NoRows: _l("There are no rows below the headings."),
    }
)
words.register(
    {
        cells.FormulaWithoutValue: _l(
            "The formula “%(value)s” has no saved result. Open the file in "
            "Excel, save it and upload it again."
        ),
        cells.BrokenCell: _l("The cell shows the error %(value)s."),
        cells.NotText: _l("“%(value)s” is a true-or-false value. Write it as text."),
        cells.TextTooLong: _l("The text is longer than %(limit)s characters."),
        cells.NotOneOf: _l("“%(value)s” can't be used here. You can use: %(known)s."),
        cell_numbers.NotANumber: _l("“%(value)s” isn't a single number."),
        cell_numbers.NotWhole: _l("“%(value)s” isn't a whole number."),
        cell_numbers.OutOfRange: _l("“%(value)s” isn't between %(low)s and %(high)s."),
        cell_numbers.NotMoney: _l(
            "“%(value)s” isn't an amount in won. Write 30000, 30,000원 or 무료."
        ),
        cell_numbers.NotAPercent: _l(
            "“%(value)s” isn't a percentage. Write 80% or 0.8."
        ),
        cell_numbers.PercentUnclear: _l(
            "“%(value)s” could mean 1% or 100%. Write the percent sign."
        ),
        cell_numbers.NotHours: _l(
            "“%(value)s” isn't a number of hours. Write 48 or 48시간."
        ),
        cell_numbers.NotAnAge: _l(
            "“%(value)s” isn't a highest age. Write 55 or 만 55세 이하."
        ),
        cell_dates.NotADate: _l(
            "“%(value)s” can't be read as a date. Write it like 2026. 3. 10."
        ),
        cell_dates.NoSuchDay: _l("There is no such day as “%(value)s”."),
        cell_dates.WrongWeekday: _l(
            "The date and weekday of “%(value)s” don't match: that day is a %(day)s."
        ),
        cell_dates.HourNotExpected: _l(
            "Write only a date here, without a time: %(value)s"
        ),
        cell_dates.NotATimeSpan: _l(
            "“%(value)s” doesn't say when it starts and ends. Write it like "
            "14:00~17:00."
        ),
        cell_dates.HalfOfDayUnclear: _l(
            "Is “%(value)s” in the morning or the afternoon? Write it like "
            "14:00~17:00 or 오후 2시~5시."
        ),
        cell_dates.SpanBackwards: _l("“%(value)s” ends before it starts."),
        cell_dates.NotWeekdays: _l(
            "“%(value)s” can't be read as weekdays. Write 화·목."
        ),
        rows.CellMissing: _l("This cell can't be blank."),
    }
)
words.register(
    {
        import_checks.UnknownDistrict: _l(
            "There is no district called “%(value)s”. You can use: %(known)s."
        ),
        import_checks.NotYourDistrict: _l(
            "“%(value)s” isn't one of your districts. Its coordinator can upload it."
        ),
        import_checks.UnknownTrade: _l(
            "There is no trade called “%(value)s”. You can use: %(known)s."
        ),
        import_checks.UnknownModule: _l(
            "There is no module called “%(value)s”. You can use: %(known)s."
        ),
        import_checks.CourseIsOther: _l(
            "This course is saved as “%(current)s”, but the row says "
            "“%(value)s”. If the row is right, change the course on its page."
        ),
        import_checks.RepeatedRow: _l(
            "The same course run is in rows %(rows)s. Keep only one of them."
        ),
        import_checks.EndsBeforeStart: _l(
            "It would end on %(ends_on)s, before it starts on %(starts_on)s."
        ),
        import_checks.ClosesBeforeOpening: _l(
            "Applications would close at %(closes_at)s, before they open at "
            "%(opens_at)s."
        ),
        import_checks.SeveralWindows: _l(
            "This course run has %(windows)s application periods. Change them on "
            "its page."
        ),
        import_checks.FollowsFromMeetings: _l(
            "The classes of this run are already planned and say %(current)s. "
            "Change the classes instead."
        ),
        import_checks.NeedsConfirmation: _l(
            "This run is published. Changing %(old)s to %(new)s needs your "
            "confirmation."
        ),
        PlanIsOutdated: _l(
            "Somebody changed a run in the meantime. Please check the preview again."
        ),
    }
)


class UploadForm(Form):
    workbook = FileField(
        _l("Workbook (.xlsx)"),
        [FileRequired(_l("Choose a file."))],
        description=_l("Up to 10 MB and 2,000 course runs."),
        render_kw={"accept": ".xlsx"},
    )

    def refuse(self, refusal: DomainError) -> None:
        """Whatever is wrong with the file is said beside it."""
        field = self.workbook
        field.errors = [*field.errors, words.words_for(refusal)]
