/** Rows of cells as lines with aligned columns; a row of two cells or fewer does not widen any. */
export function columns(cells: string[][]): string[] {
  const widths = cells[0]!.map((_, column) =>
    Math.max(...cells.filter((row) => row.length > 2).map((row) => row[column]?.length ?? 0)),
  );
  return cells.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** Three digits say all that such figures can. */
export function figure(value: number): string {
  return value >= 100
    ? Math.round(value).toLocaleString('en')
    : value.toLocaleString('en', { maximumSignificantDigits: 3 });
}
