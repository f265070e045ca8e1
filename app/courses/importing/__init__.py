"""From a staff workbook to drafts: cells, rows, plan, writing."""
