/** The value below which that share of them lies (0.5: the median). */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** What lies above a median. */
export type Spread = { readonly p90: number; readonly p99: number; readonly most: number };

export function spread(values: readonly number[]): Spread {
  return { p90: quantile(values, 0.9), p99: quantile(values, 0.99), most: quantile(values, 1) };
}

/** One line of the report. `target` null: told for comparison only. */
export type Figure = {
  readonly part: string;
  readonly measure: string;
  readonly value: number;
  readonly unit: string;
  readonly target: { readonly at: 'least' | 'most'; readonly value: number } | null;
  /** Where the value is a median. */
  readonly spread?: Spread;
};

export function isMet({ value, target }: Figure): boolean {
  if (target === null) return true;
  return target.at === 'least' ? value >= target.value : value <= target.value;
}

/** The report as a person reads it, each part under its name. */
export function figuresTable(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const { measure, value, unit, target } = figure;
    const wanted = target === null ? '' : `${target.at === 'least' ? '>=' : '<='} ${target.value}`;
    const judged = target === null ? '' : isMet(figure) ? 'met' : 'MISSED';
    return { part: figure.part, cells: [measure, rounded(value), unit, wanted, [judged, beyond(figure)].join(' ')] };
  });
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map(({ cells }) => cells[column]?.length ?? 0)));
  return rows
    .flatMap(({ part, cells: [measure = '', value = '', unit = '', wanted = '', more = ''] }, index) => {
      const title = rows[index - 1]?.part === part ? [] : [...(index === 0 ? [] : ['']), `-- ${part}`];
      const line = [
        measure.padEnd(widths[0] ?? 0),
        value.padStart(widths[1] ?? 0),
        unit.padEnd(widths[2] ?? 0),
        wanted.padEnd(widths[3] ?? 0),
        more,
      ];
      return [...title, line.join('  ').trimEnd()];
    })
    .join('\n');
}

function beyond({ spread: above }: Figure): string {
  if (above === undefined) return '';
  return `p90 ${rounded(above.p90)}, p99 ${rounded(above.p99)}, most ${rounded(above.most)}`;
}

function rounded(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(value < 10 ? 2 : 1);
}
