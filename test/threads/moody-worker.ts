import { answerQuestions } from '../../src/threads/answering.ts';

// Answers when it likes to: `slow` after everything else, `end` never.
answerQuestions<null, string>(() => async (question) => {
  if (question === 'end') throw new Error('ended by a question');
  if (question === 'slow') await new Promise((resolve) => setTimeout(resolve, 200));
  return `heard ${question}`;
});
