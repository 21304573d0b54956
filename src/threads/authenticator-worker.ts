import { type AuthSettings, createAuthenticator } from '../auth/authenticator.ts';
import { answerQuestions } from './answering.ts';
import type { AuthQuestion } from './authenticator.ts';

answerQuestions<AuthSettings, AuthQuestion>((settings) => {
  const authenticator = createAuthenticator(settings);
  return ({ message, structure, now }) => authenticator.authenticate(message, structure, now);
});
