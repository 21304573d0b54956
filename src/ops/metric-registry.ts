/** Label values of one sample, by label name. */
export type Labels = { readonly [label: string]: string };

export type Counter = { add(labels: Labels, amount?: number): void };
export type Gauge = { set(labels: Labels, value: number): void };
export type Histogram = { observe(value: number): void };

/** Metrics of one process in the Prometheus text format 0.0.4. */
export class MetricRegistry {
  readonly #families: (() => readonly string[])[] = [];

  counter(name: string, help: string): Counter {
    const samples = this.#samples(name, help, 'counter');
    return {
      add: (labels, amount = 1) => {
        const key = labelText(labels);
        samples.set(key, (samples.get(key) ?? 0) + amount);
      },
    };
  }

  gauge(name: string, help: string): Gauge {
    const samples = this.#samples(name, help, 'gauge');
    return { set: (labels, value) => void samples.set(labelText(labels), value) };
  }

  /** Read anew whenever somebody looks. */
  collected(name: string, help: string, type: 'counter' | 'gauge', read: () => number): void {
    this.#families.push(() => [...header(name, help, type), `${name} ${read()}`]);
  }

  /** @param bounds upper bounds, growing; the one without bound is added. */
  histogram(name: string, help: string, bounds: readonly number[]): Histogram {
    const counts = [...bounds, Infinity].map((bound) => ({ bound, count: 0 }));
    let sum = 0;
    this.#families.push(() => [
      ...header(name, help, 'histogram'),
      ...counts.map(({ bound, count }) => `${name}_bucket{le="${bound === Infinity ? '+Inf' : bound}"} ${count}`),
      `${name}_sum ${sum}`,
      `${name}_count ${counts.at(-1)?.count ?? 0}`,
    ]);
    return {
      observe: (value) => {
        sum += value;
        for (const bucket of counts) if (value <= bucket.bound) bucket.count += 1;
      },
    };
  }

  text(): string {
    return `${this.#families.flatMap((family) => family()).join('\n')}\n`;
  }

  #samples(name: string, help: string, type: string): Map<string, number> {
    const samples = new Map<string, number>();
    this.#families.push(() => [
      ...header(name, help, type),
      ...[...samples].map(([labels, value]) => `${name}${labels} ${value}`),
    ]);
    return samples;
  }
}

function header(name: string, help: string, type: string): readonly string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
}

function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
