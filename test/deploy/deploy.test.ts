import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const run = promisify(execFile);
const PROJECT = dirname(dirname(import.meta.dirname));
const DOCS = join(PROJECT, 'docs');
const ANALYZE = '/usr/bin/systemd-analyze';
if (!existsSync(ANALYZE)) {
  process.stdout.write('SKIPPED: no systemd-analyze is installed, so systemd itself did not read the unit\n');
}

/** The documented file with this checkout in the place of /opt/tldops. */
function here(file: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'tldops-deploy-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, file.split('/').at(-1) ?? '');
  writeFileSync(path, readFileSync(join(DOCS, file), 'utf8').replaceAll('/opt/tldops', PROJECT));
  return path;
}

describe.skipIf(!existsSync(ANALYZE))('the unit of systemd', () => {
  test('has no fault', async () => {
    const { stderr } = await run(ANALYZE, ['verify', here('systemd/tldops.service')]);
    expect(stderr).toBe('');
  });

  test('lets the service do little', () => {
    const said = execFileSync(ANALYZE, ['security', '--offline=true', '--no-pager', here('systemd/tldops.service')], {
      encoding: 'utf8',
      stdio: 'pipe',
    });
    const [, level] = /Overall exposure level for \S+: ([\d.]+)/u.exec(said) ?? [];
    expect(Number(level)).toBeLessThan(2);
  });
});

test('the shell of the service runs the program', async () => {
  const script = here('systemd/tldops');
  const plain = readFileSync(script, 'utf8').replace(/^\[ "\$\(id -u\)".*\n/mu, '');
  expect(plain).not.toContain('runuser');
  writeFileSync(script, plain.replace('/var/cache/tldops', join(dirname(script), 'cache')));
  chmodSync(script, 0o755);
  const { stdout } = await run(script, ['--help']);
  expect(stdout).toContain('Usage: tldops');
});

/** What stands between `node` and the program where it is started. */
function nodeOptionsIn(file: string): readonly string[] {
  const text = readFileSync(join(PROJECT, file), 'utf8');
  return Array.from(text.matchAll(/node(?<options>(?: --[\w=-]+)*) \S*src\/main\.ts(?! \w)/gu), (found) =>
    (found.groups?.['options'] ?? '').trim(),
  );
}

test('it is started with the same options of Node everywhere', () => {
  const everywhere = ['package.json', 'Dockerfile', 'docs/systemd/tldops', 'docs/systemd/tldops.service'];
  expect(everywhere.flatMap(nodeOptionsIn)).toEqual(everywhere.map(() => '--max-semi-space-size=8'));
});

test('the compose file fits the image', () => {
  const text = readFileSync(join(DOCS, 'compose/compose.yaml'), 'utf8');
  const service = z.looseObject({
    ports: z.array(z.string()),
    volumes: z.array(z.string()),
    read_only: z.literal(true),
    cap_drop: z.tuple([z.literal('ALL')]),
    stop_grace_period: z.string(),
  });
  const { services } = z.looseObject({ services: z.strictObject({ tldops: service }) }).parse(parse(text));
  const image = readFileSync(join(PROJECT, 'Dockerfile'), 'utf8');
  const inside = services.tldops.ports.map((port) => port.split(':').at(-1));
  expect(/^EXPOSE (.+)$/mu.exec(image)?.[1]?.split(' ')).toEqual(inside);
  const mounted = services.tldops.volumes.map((volume) => volume.split(':')[1]);
  expect(mounted).toContain(/^VOLUME (\S+)$/mu.exec(image)?.[1]);
  expect(mounted).toContain('/app/tldops.yaml');
  // Serve ends within ten seconds.
  expect(Number.parseInt(services.tldops.stop_grace_period, 10)).toBeGreaterThan(10);
});

describe('docs/operating.md', () => {
  const text = readFileSync(join(DOCS, 'operating.md'), 'utf8');

  test('names only files and headings that there are', () => {
    const links = [...text.matchAll(/\]\(([^)\s]+)\)/gu)].map(([, link]) => link ?? '');
    const headings = (page: string): readonly string[] =>
      [...page.matchAll(/^#+ (.+)$/gmu)].map(([, title = '']) =>
        title
          .toLowerCase()
          .replaceAll(/[^\p{L}\p{N} -]/gu, '')
          .replaceAll(' ', '-'),
      );
    const broken = links.filter((link) => {
      if (/^https?:/u.test(link)) return false;
      const [file = '', anchor] = link.split('#');
      const path = file === '' ? join(DOCS, 'operating.md') : join(DOCS, file);
      return !existsSync(path) || (anchor !== undefined && !headings(readFileSync(path, 'utf8')).includes(anchor));
    });
    expect(links.length).toBeGreaterThan(15);
    expect(broken).toEqual([]);
  });

  test('names every file of docs/postfix, docs/systemd, docs/compose and docs/monitoring', () => {
    for (const file of [
      'postfix/main.cf',
      'postfix/master.cf',
      'postfix/behind-queue.master.cf',
      'systemd/tldops.service',
      'systemd/tldops',
      'compose/compose.yaml',
      'monitoring/alerts.yaml',
      'monitoring/prometheus.yaml',
      'monitoring/grafana-dashboard.json',
    ])
      expect(text).toContain(file);
  });
});
