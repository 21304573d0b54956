import { environment } from '../doctor/environment.ts';
import { examination } from '../doctor/examination.ts';
import { counted } from '../counted.ts';
import { fault, type Finding, type State } from '../doctor/finding.ts';
import { CommandFailure } from '../exit.ts';
import { examinedSettings } from '../given-settings.ts';
import { announce, type Output } from '../output.ts';
import { paragraph } from '../paragraph.ts';
import { systemClock } from '../workplace.ts';

const ORDER: readonly State[] = ['fault', 'warning', 'ok'];
const MARKS: { readonly [S in State]: string } = { fault: 'FAULT  ', warning: 'warning', ok: 'ok     ' };

/** `doctor`: all checks, worst first. 1 where one finds a fault, 3 where settings or policy cannot be used. */
export async function doctor(output: Output, config: string | undefined): Promise<void> {
  const { settings, unread } = settingsOrFault(output, config);
  announce('Examining this host; that takes up to 20 seconds.');
  const findings = [environment(unread), ...(await examination(settings, systemClock()))];
  told(output, findings);
  const faults = findings.filter(({ state }) => state === 'fault');
  if (faults.length === 0) return;
  const status = faults.some(({ check }) => check === 'policy') ? 3 : 1;
  throw new CommandFailure(
    status,
    `${counted(faults.length, 'fault')}: ${faults.map(({ check }) => check).join(', ')}.`,
  );
}

function settingsOrFault(output: Output, config: string | undefined): ReturnType<typeof examinedSettings> {
  try {
    return examinedSettings(config);
  } catch (error) {
    if (error instanceof CommandFailure)
      told(output, [fault('settings', error.message, 'Mend these settings; nothing else can be examined before.')]);
    throw error;
  }
}

function told(output: Output, findings: readonly Finding[]): void {
  const sorted = findings.toSorted((one, other) => ORDER.indexOf(one.state) - ORDER.indexOf(other.state));
  output.result(findings, sorted.flatMap(findingLines).join('\n'));
}

function findingLines({ check, state, found, mend, publish }: Finding): readonly string[] {
  const [first = '', ...more] = found.split('\n');
  return [
    ...paragraph(`${check}: ${first}`, `${MARKS[state]}  `),
    ...more.flatMap((line) => paragraph(line, '         ')),
    ...(mend === null ? [] : paragraph(mend, '         -> ')),
    // Not indented: a zone file would take the name for something else.
    ...(publish === undefined ? [] : [publish.zoneFile]),
  ];
}
