import { createAuthenticator } from '../auth/authenticator.ts';
import { answerQuestions } from './answering.ts';
import type { AuthDialogue } from './authenticator.ts';

answerQuestions<AuthDialogue>((settings) => {
  const authenticator = createAuthenticator(settings);
  return ({ message, structure, now }, calledOff) => authenticator.authenticate(message, structure, now, calledOff);
});
