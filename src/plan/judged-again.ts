import type { Standing } from '../core/standing.ts';
import type { StoredMail } from '../core/stored-mail.ts';
import type { World } from '../core/world.ts';
import { type Judgement, judge } from '../rules/judge.ts';
import type { House } from './house.ts';

/** Judges a stored mail in the world of today, with what people have said since; who wrote it, a person has looked at. */
export function judgedAgain(
  house: House,
  world: World,
  { message, request }: StoredMail,
  standing: Standing,
): Judgement {
  return judge(house.book, message, request, world, standing, true);
}
