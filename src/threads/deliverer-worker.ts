import { setPriority } from 'node:os';
import { workerData } from 'node:worker_threads';
import type { LeasedMail } from '../core/outgoing.ts';
import { createDeliverer, type DelivererSettings } from '../smtp/deliverer.ts';
import { answerQuestions } from './answering.ts';

// A client waits for its 250, nobody counts the milliseconds of a letter: where the processor is short, letters wait. With
// Linux priorities are the threads' own, elsewhere the process's.
if (process.platform === 'linux') setPriority(5);

// Whoever asks gives up alone, and ends the thread.
const never = new AbortController().signal;
const settings: DelivererSettings = workerData;
const deliverer = createDeliverer(settings);
answerQuestions<LeasedMail>((mail) => deliverer.deliver(mail, never));
