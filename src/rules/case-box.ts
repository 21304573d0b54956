import type { When } from './rule-book.ts';
import { answersTo, FACT_NAMES, type FactName, type Facts, isFacts } from './vocabulary.ts';

/**
 * A set of cases that is a product: for each fact, in the order of the vocabulary, the answers allowed, as bits. The
 * cases a rule is about are one box, so questions about all cases are answered by geometry, exactly and without
 * visiting them one by one.
 */
export type Box = readonly number[];

const EVERY_ANSWER: Box = FACT_NAMES.map((fact) => 2 ** answersTo(fact).length - 1);

/** How many cases there are in all. */
export const ALL_CASES: number = FACT_NAMES.reduce((product, fact) => product * answersTo(fact).length, 1);

/** An answer that is none of the fact's own counts for nothing. */
export function boxOf(when: When): Box {
  return FACT_NAMES.map((fact, index) => {
    const wanted = when[fact];
    if (wanted === undefined) return EVERY_ANSWER[index] ?? 0;
    return bitsOf(fact, wanted);
  });
}

function bitsOf(fact: FactName, wanted: readonly string[]): number {
  return answersTo(fact).reduce((bits, answer, place) => (wanted.includes(answer) ? bits | (1 << place) : bits), 0);
}

/** Cases in both, or null where there is none. */
export function meet(a: Box, b: Box): Box | null {
  const both = a.map((bits, index) => bits & (b[index] ?? 0));
  return both.includes(0) ? null : both;
}

/** The box as if the fact had not been asked. */
export function regardless(box: Box, fact: FactName): Box {
  const index = FACT_NAMES.indexOf(fact);
  return box.with(index, EVERY_ANSWER[index] ?? 0);
}

/** True where the box allows every answer to the fact. */
export function allowsAll(box: Box, fact: FactName): boolean {
  const index = FACT_NAMES.indexOf(fact);
  return box[index] === EVERY_ANSWER[index];
}

/** A part of `box` that none of `covers` touches, or null where together they cover it. Exact. */
export function uncovered(box: Box, covers: readonly Box[]): Box | null {
  const touching = covers.filter((cover) => meet(box, cover) !== null);
  const [cover, ...others] = touching.toSorted((a, b) => cuts(box, a) - cuts(box, b));
  if (cover === undefined) return box;
  // Peel off, fact by fact, what lies outside the cover; what is left at the end lies inside.
  const left = [...box];
  for (const [index, bits] of box.entries()) {
    const inside = bits & (cover[index] ?? 0);
    const outside = bits & ~inside;
    if (outside !== 0) {
      const found = uncovered(left.with(index, outside), others);
      if (found !== null) return found;
    }
    left[index] = inside;
  }
  return null;
}

/** For how many facts the cover does not take in all that the box allows. */
function cuts(box: Box, cover: Box): number {
  return box.filter((bits, index) => (bits & ~(cover[index] ?? 0)) !== 0).length;
}

/** One case of the box: for each fact the first answer that it allows. Null for an empty box. */
export function anyCaseOf(box: Box): Facts | null {
  const answers: { [F in FactName]?: string } = {};
  for (const [index, fact] of FACT_NAMES.entries()) {
    const answer = answersTo(fact).find((_, place) => ((box[index] ?? 0) & (1 << place)) !== 0);
    if (answer !== undefined) answers[fact] = answer;
  }
  return isFacts(answers) ? answers : null;
}
