import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parseDigest, type ReceivedMessage } from '../../core/message.ts';
import { differences, changesData } from '../../core/roster-change.ts';
import { explain, type Explanation } from '../../intake/explain.ts';
import { strictest } from '../../rules/judge.ts';
import { CommandFailure } from '../exit.ts';
import type { Output } from '../output.ts';
import type { Workplace } from '../workplace.ts';

type Envelope = { readonly ip?: string; readonly helo?: string; readonly mailFrom?: string };
type Explained = Extract<Explanation, { readonly ok: true }>;

/** `explain FILE.eml`: what would happen to this mail if it came now, and why. */
export async function explainFile(
  workplace: Workplace,
  output: Output,
  file: string,
  envelope: Envelope,
): Promise<void> {
  const received = await receivedFrom(workplace, file, envelope);
  const explanation = await explain(workplace.intake, received);
  if (!explanation.ok) {
    const { answer, why } = explanation.examination;
    const text = `Refused at once: ${answer.code} ${answer.enhanced} ${answer.text}`;
    output.result(
      {
        proof: null,
        relation: null,
        verdict: 'refuse',
        rules: [],
        why,
        smtp: answer,
        commands: [],
        ignored: [],
        changes: [],
        replies: [],
      },
      text,
    );
    return;
  }
  output.result(explanationJson(explanation), explanationText(explanation));
}

/** A file that an editor saved has LF line ends; on the wire it would have had CRLF. */
async function receivedFrom(
  { settings, clock }: Workplace,
  file: string,
  { ip, helo, mailFrom }: Envelope,
): Promise<ReceivedMessage> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new CommandFailure(1, `${file} cannot be read.`, { cause });
  });
  const raw = bytes.includes('\r\n') ? bytes : Buffer.from(bytes.toString('latin1').replaceAll('\n', '\r\n'), 'latin1');
  const sha256 = parseDigest(createHash('sha256').update(raw).digest('hex'));
  if (sha256 === null) throw new Error('node:crypto made no SHA-256');
  return {
    raw,
    sha256,
    receivedAt: clock(),
    client: { ip: ip ?? '', helo: helo ?? settings.hostname },
    mailFrom: mailFrom ?? '',
    recipients: [{ mailbox: 'admin', detail: null }],
  };
}

/** The documented JSON of `explain`. */
function explanationJson({ examination, outcome }: Explained): object {
  const { message, request } = examination;
  const { judgement, plan, answer } = outcome;
  const verdict = judgement.changeVerdict ?? strictest(judgement.items.map((item) => item.verdict));
  const deciding = judgement.items.find((item) => item.verdict === verdict) ?? judgement.items[0];
  const decision = deciding?.decisions[0]?.decision;
  return {
    proof: message.authentication.proof,
    relation: decision?.facts.sender ?? 'stranger',
    verdict,
    rules: [...new Set(judgement.items.flatMap(({ decisive }) => decisive.map(({ id }) => id)))],
    facts: decision?.facts ?? {},
    evidence: message.authentication.evidence,
    smtp: `${answer.code} ${answer.enhanced} ${answer.text}`,
    commands: judgement.items.map(({ asked, faults, doubts, verdict: own }) => ({
      line: asked.located?.line ?? null,
      text: asked.located?.text ?? null,
      request: asked.request,
      tlds: asked.tlds,
      verdict: own,
      command: asked.located?.command ?? null,
      faults,
      doubts,
    })),
    ignored: request.ignored,
    hints: request.hints,
    changes: judgement.changes.filter(changesData).map((change) => ({ ...change, differences: differences(change) })),
    missed: decision?.missed.map(({ rule, fact, value }) => ({ rule: rule.id, fact, value })) ?? [],
    replies: plan.outgoing.map(({ to, subject, text, kind, result }) => ({ to, subject, text, kind, result })),
  };
}

function explanationText({ examination, outcome }: Explained): string {
  const { message, request } = examination;
  const { judgement, plan, answer } = outcome;
  const lines: string[] = [
    `From ${message.author.address}, proof: ${message.authentication.proof}`,
    ...message.authentication.evidence.map(({ words }) => `  ${words}`),
    '',
    'What was understood',
    ...(request.commands.length === 0 ? ['  no command'] : []),
    ...request.commands.map(({ line, text }) => `  ${line === 0 ? 'Subject' : `line ${line}`}: ${text}`),
    ...request.ignored
      .slice(0, 20)
      .map(({ line, text, why }) => `  line ${line} ignored (${why}): ${text.slice(0, 60)}`),
    ...request.hints.map(
      ({ line, text, nearest }) => `  line ${line}: "${text}"${nearest === null ? '' : `, nearest word ${nearest}`}`,
    ),
  ];
  for (const item of judgement.items) {
    lines.push('', item.asked.located?.text ?? 'The mail as a whole', `  verdict: ${item.verdict}`);
    for (const { id, title, why } of item.decisive) lines.push(`  because: ${title} (${id})`, `           ${why}`);
    for (const { code, value, line } of item.faults) lines.push(`  fault:   line ${line}: ${code} ${value}`);
    for (const { code, detail, line } of item.doubts) lines.push(`  doubt:   line ${line}: ${code} ${detail}`);
    const missed = item.decisions[0]?.decision.missed ?? [];
    for (const { rule, fact, value } of missed.slice(0, 8))
      lines.push(`  not applied: ${rule.title} (${rule.id}): ${fact} is ${value}`);
  }
  const changed = judgement.changes.filter(changesData);
  lines.push('', 'What would change', ...(changed.length === 0 ? ['  nothing'] : []));
  for (const change of changed) {
    for (const difference of differences(change)) {
      const who = difference.kind === 'removed' ? difference.before : difference.after;
      lines.push(`  .${change.tld}: ${difference.kind} #${who.rank} ${who.name} <${who.email}> ${who.phone}`);
    }
  }
  lines.push('', `SMTP: ${answer.code} ${answer.enhanced} ${answer.text}`);
  for (const mail of plan.outgoing)
    lines.push(
      '',
      `Mail to ${mail.to} (${mail.kind})`,
      `  Subject: ${mail.subject}`,
      ...mail.text.split('\n').map((line) => `  | ${line}`),
    );
  return lines.join('\n');
}
