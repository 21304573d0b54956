import { answerQuestions } from '../../src/threads/answering.ts';
import type { MoodyDialogue } from './moody-dialogue.ts';

// Answers when it likes to: `slow` after everything else, `endless` once it is called off, `end` never.
answerQuestions<MoodyDialogue>(() => async (question, calledOff) => {
  if (question === 'end') throw new Error('ended by a question');
  if (question === 'slow') await new Promise((resolve) => setTimeout(resolve, 200));
  if (question === 'endless') await new Promise((resolve) => calledOff.addEventListener('abort', resolve));
  return `heard ${question}`;
});
