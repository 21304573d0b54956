import { answerQuestions } from '../../src/threads/answering.ts';
import type { MoodyDialogue } from './moody-dialogue.ts';

// Answers when it likes to: `slow` after everything else, `end` never.
answerQuestions<MoodyDialogue>(() => async (question) => {
  if (question === 'end') throw new Error('ended by a question');
  if (question === 'slow') await new Promise((resolve) => setTimeout(resolve, 200));
  return `heard ${question}`;
});
