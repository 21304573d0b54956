import { setPriority } from 'node:os';
import { createDeliverer } from '../smtp/deliverer.ts';
import { answerQuestions } from './answering.ts';
import type { DeliveryDialogue } from './deliverer.ts';

// A client waits for its 250, nobody counts the milliseconds of a letter: where processors are short, letters come second.
// On Linux a priority is the thread's own, elsewhere the whole process's.
if (process.platform === 'linux') setPriority(15);

// Whoever asks gives up alone, and ends the thread.
const never = new AbortController().signal;

answerQuestions<DeliveryDialogue>((settings) => {
  const deliverer = createDeliverer(settings);
  return (mail) => deliverer.deliver(mail, never);
});
