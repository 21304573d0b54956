import { afterEach, describe, expect, it } from 'vitest';
import { openThread, type Thread } from '../../src/threads/thread.ts';
import type { MoodyDialogue } from './moody-dialogue.ts';

const opened: Thread<string, string>[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((thread) => thread.close()));
});

function moody(): Thread<string, string> {
  const thread = openThread<MoodyDialogue>('moody', new URL('./moody-worker.ts', import.meta.url), null);
  opened.push(thread);
  return thread;
}

describe('a thread that answers questions', () => {
  it('gives each its own answer, whichever is ready first', async () => {
    const thread = moody();
    const order: string[] = [];
    const ask = async (question: string): Promise<void> => {
      order.push(await thread.ask(question));
    };
    await Promise.all([ask('slow'), ask('quick')]);
    expect(order).toEqual(['heard quick', 'heard slow']);
  });

  it('is told which question is called off, and answers the others', async () => {
    const thread = moody();
    const caller = new AbortController();
    const [before, other] = [
      thread.ask('endless', [], AbortSignal.abort()),
      thread.ask('slow', [], new AbortController().signal),
    ];
    const later = thread.ask('endless', [], caller.signal);
    expect([await before, await other]).toEqual(['heard endless', 'heard slow']);
    caller.abort();
    expect(await later).toBe('heard endless');
  });

  it('tells those who wait when it ends, and is there again for the next', async () => {
    const thread = moody();
    const [slow, end] = await Promise.allSettled([thread.ask('slow'), thread.ask('end')]);
    expect([slow.status, end.status]).toEqual(['rejected', 'rejected']);
    expect(await thread.ask('again')).toBe('heard again');
  });

  it('tells those who wait when it is closed', async () => {
    const thread = moody();
    const [slow] = await Promise.allSettled([thread.ask('slow'), thread.close()]);
    expect(slow).toMatchObject({ status: 'rejected', reason: { message: 'the thread ended before it had answered' } });
  });
});
