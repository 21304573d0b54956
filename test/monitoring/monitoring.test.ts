import { execFile, execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import { type DemoWorld, startDemoWorld } from '../../src/demo/demo-world.ts';
import { STORY_WORLD } from '../../src/demo/story.ts';

const run = promisify(execFile);
const DOCS = join(import.meta.dirname, '../../docs/monitoring');
const SMTP = join(import.meta.dirname, '../../fixtures/smtp');
const PROMTOOL = isInstalled('promtool');
if (!PROMTOOL) {
  process.stdout.write('SKIPPED: no promtool is installed, so Prometheus itself did not read the alert rules\n');
}

const RULES = z.object({
  groups: z.array(
    z.strictObject({
      name: z.string(),
      rules: z.array(
        z.strictObject({
          alert: z.string().regex(/^Tldops[A-Z][A-Za-z]+$/u),
          expr: z.string(),
          for: z.string().optional(),
          labels: z.strictObject({ severity: z.enum(['page', 'ticket']) }),
          annotations: z.strictObject({ summary: z.string(), description: z.string() }),
        }),
      ),
    }),
  ),
});
const DASHBOARD = z.looseObject({
  panels: z.array(
    z.looseObject({ title: z.string(), targets: z.array(z.looseObject({ expr: z.string() })).optional() }),
  ),
});

const rules = RULES.parse(parse(readFileSync(join(DOCS, 'alerts.yaml'), 'utf8'))).groups.flatMap(
  (group) => group.rules,
);
const dashboard = DASHBOARD.parse(JSON.parse(readFileSync(join(DOCS, 'grafana-dashboard.json'), 'utf8')));

let world: DemoWorld;

beforeAll(async () => {
  const tls = `tls: { cert: ${JSON.stringify(join(SMTP, 'loopback-cert.pem'))}, key: ${JSON.stringify(join(SMTP, 'loopback-key.pem'))} }`;
  world = await startDemoWorld({ ...STORY_WORLD, smtp: tls });
  await world.play({ from: 'Director <director@bt.example>', text: 'HELP' });
});

afterAll(() => world.close());

async function page(): Promise<string> {
  const response = await fetch(`http://${world.service.web}/metrics`);
  expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  return response.text();
}

/** Names of families and of the samples of histograms. */
async function names(): Promise<ReadonlySet<string>> {
  const found = [...(await page()).matchAll(/^# TYPE (?<name>\S+) (?<type>\S+)$/gmu)];
  return new Set(
    found.flatMap(({ groups }) => {
      const name = groups?.['name'] ?? '';
      return groups?.['type'] === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name];
    }),
  );
}

function named(expression: string): readonly string[] {
  return expression.match(/\b(?:tldops|process|nodejs)_[a-z0-9_]+/gu) ?? [];
}

describe('what is named to watch the program', () => {
  test('each alert rule asks for metrics that there are', async () => {
    const known = await names();
    expect(rules.length).toBeGreaterThan(10);
    for (const { alert, expr } of rules) {
      const asked = named(expr);
      if (alert !== 'TldopsDown') expect(asked, alert).not.toEqual([]);
      expect(
        asked.filter((name) => !known.has(name)),
        alert,
      ).toEqual([]);
    }
  });

  test('each panel of the dashboard asks for metrics that there are', async () => {
    const known = await names();
    const expressions = dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
    expect(expressions.length).toBeGreaterThan(20);
    expect(expressions.flatMap(named).filter((name) => !known.has(name))).toEqual([]);
  });

  test('events that an alert or a panel asks for are ones of the closed list', async () => {
    const known = [...(await page()).matchAll(/^tldops_events_total\{event="([^"]+)"\}/gmu)].map(([, event]) => event);
    const all = [...rules.map(({ expr }) => expr), JSON.stringify(dashboard).replaceAll('\\"', '"')].join('\n');
    const asked = [...all.matchAll(/event=~?"([^"]+)"/gu)].flatMap(([, events]) => (events ?? '').split('|'));
    expect(asked.length).toBeGreaterThan(3);
    expect(asked.filter((event) => !known.includes(event))).toEqual([]);
  });
});

test('each family is told once, with help and type, and in base units', async () => {
  const text = await page();
  const helps = [...text.matchAll(/^# HELP (\S+) .+\.$/gmu)].map(([, name]) => name);
  const types = [...text.matchAll(/^# TYPE (\S+) (counter|gauge|histogram)$/gmu)].map(([, name, type]) => ({
    name,
    type,
  }));
  expect(helps).toEqual(types.map(({ name }) => name));
  expect(new Set(helps).size).toBe(helps.length);
  for (const { name = '', type } of types) {
    expect(name.endsWith('_total'), name).toBe(type === 'counter');
    expect(name, name).not.toMatch(/_(?:ms|milliseconds|minutes|kb|mb)(?:_|$)/u);
  }
  expect(text).toMatch(/^process_resident_memory_bytes \d{7,}$/mu);
  expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds [\d.e-]+$/mu);
  expect(text).toMatch(/^tldops_smtp_eventloop_lag_max_seconds [\d.e-]+$/mu);
});

test('what is counted once a minute is there from the start, and connections are those of now', async () => {
  await vi.waitFor(async () => expect(await page()).toMatch(/^tldops_ready [01]$/mu), { timeout: 20_000 });
  await vi.waitFor(async () => expect(await page()).toMatch(/^tldops_smtp_connections 0$/mu), { timeout: 20_000 });
  expect(await page()).toMatch(/^tldops_certificate_expires_timestamp_seconds \d{10}$/mu);
  expect(await page()).toMatch(/^tldops_events_total\{event="mail-answered"\} 1$/mu);
});

describe.skipIf(!PROMTOOL)('Prometheus itself', () => {
  test('finds nothing to mend in /metrics', async () => {
    const text = await page();
    const said = await new Promise<string>((resolve) => {
      const child = execFile('promtool', ['check', 'metrics'], (_, out, err) => resolve(`${out}${err}`));
      child.stdin?.end(text);
    });
    expect(said.trim()).toBe('');
  });

  test('reads settings and rules, and alerts when it should and only then', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tldops-alerts-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    for (const name of ['alerts.yaml', 'prometheus.yaml']) copyFileSync(join(DOCS, name), join(folder, name));
    copyFileSync(join(import.meta.dirname, 'alerts.test.yaml'), join(folder, 'alerts.test.yaml'));
    await run('promtool', ['check', 'config', 'prometheus.yaml'], { cwd: folder });
    await run('promtool', ['test', 'rules', 'alerts.test.yaml'], { cwd: folder });
  });
});

function isInstalled(command: string): boolean {
  try {
    execFileSync(command, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
