import { workerData } from 'node:worker_threads';
import { type AuthSettings, createAuthenticator } from '../auth/authenticator.ts';
import { answerQuestions } from './answering.ts';
import type { AuthQuestion } from './authenticator.ts';

const settings: AuthSettings = workerData;
const authenticator = createAuthenticator(settings);
answerQuestions<AuthQuestion>(({ message, structure, now }) => authenticator.authenticate(message, structure, now));
