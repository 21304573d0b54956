/** The value below which that share of them lies (0.5: the median). */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** One line of the report. `target` null: told for comparison only. */
export type Figure = {
  readonly measure: string;
  readonly value: number;
  readonly unit: string;
  readonly target: { readonly at: 'least' | 'most'; readonly value: number } | null;
};

export function isMet({ value, target }: Figure): boolean {
  if (target === null) return true;
  return target.at === 'least' ? value >= target.value : value <= target.value;
}

/** The report as a person reads it. */
export function figuresTable(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const { measure, value, unit, target } = figure;
    const wanted = target === null ? '' : `${target.at === 'least' ? '>=' : '<='} ${target.value}`;
    return [measure, rounded(value), unit, wanted, target === null ? '' : isMet(figure) ? 'met' : 'MISSED'];
  });
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map(([measure = '', value = '', unit = '', wanted = '', met = '']) =>
      [
        measure.padEnd(widths[0] ?? 0),
        value.padStart(widths[1] ?? 0),
        unit.padEnd(widths[2] ?? 0),
        wanted.padEnd(widths[3] ?? 0),
        met,
      ]
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function rounded(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(value < 10 ? 2 : 1);
}
