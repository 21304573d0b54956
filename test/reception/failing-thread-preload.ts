// Loaded before the program and into its threads (`node --import`): the thread that receives meets a bug a moment after its start.
import { threadName } from 'node:worker_threads';

if (threadName === 'smtp') {
  setTimeout(() => {
    throw new Error('a bug of this test');
  }, 1500);
}
