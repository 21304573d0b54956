import type { Standing } from '../core/standing.ts';
import type { StoredMail } from '../core/stored-mail.ts';
import type { World } from '../core/world.ts';
import { type Judgement, judge } from '../rules/judge.ts';
import type { House } from './house.ts';

const ANSWERS: ReadonlySet<string> = new Set(['CONFIRM', 'DENY', 'OK']);

/**
 * Judges a stored mail in the world of today, with what people have said since; who wrote it, a person has looked at. What answered
 * another mail of ours was done when it came.
 */
export function judgedAgain(
  house: House,
  world: World,
  { message, request }: StoredMail,
  standing: Standing,
): Judgement {
  const others = request.commands.filter(({ command }) => !ANSWERS.has(command.word));
  const commands = others.length > 0 ? others : request.commands;
  return judge(house.book, message, { ...request, commands }, world, standing, true);
}
