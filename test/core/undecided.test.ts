import { describe, expect, it } from 'vitest';
import { createUndecided } from '../../src/core/undecided.ts';

describe('a mail', () => {
  it('may be called off while it is looked at, and neither before nor after', async () => {
    const mail = createUndecided();
    expect([mail.mayBeCalledOff, mail.callOff()]).toEqual([false, false]);
    const look = Promise.withResolvers<string>();
    const looking = mail.whileLooking(() => look.promise);
    expect(mail.mayBeCalledOff).toBe(true);
    look.resolve('seen');
    expect(await looking).toBe('seen');
    expect([mail.mayBeCalledOff, mail.callOff()]).toEqual([false, false]);
  });

  it('that is called off is told so, and comes to nothing, whatever was seen', async () => {
    const mail = createUndecided();
    const look = Promise.withResolvers<string>();
    let told = false;
    const looking = mail.whileLooking((calledOff) => {
      calledOff.addEventListener('abort', () => {
        told = true;
      });
      return look.promise;
    });
    // What was seen is on its way already, but nobody has taken it up.
    look.resolve('seen');
    expect(mail.callOff()).toBe(true);
    expect(told).toBe(true);
    expect(await looking).toBeNull();
  });

  it('that is called off comes to nothing also where looking at it fails; else the failure is heard', async () => {
    const [off, on] = [createUndecided(), createUndecided()];
    const failing = (): Promise<string> => Promise.reject(new Error('the thread ended'));
    const looking = off.whileLooking(failing);
    expect(off.callOff()).toBe(true);
    expect(await looking).toBeNull();
    await expect(on.whileLooking(failing)).rejects.toThrow('the thread ended');
    expect(on.callOff()).toBe(false);
  });

  it('is either called off or decided at every moment between', async () => {
    for (let ticks = 0; ticks < 12; ticks += 1) {
      const mail = createUndecided();
      const looking = mail.whileLooking(async () => 'seen');
      for (let tick = 0; tick < ticks; tick += 1) await Promise.resolve();
      const calledOff = mail.callOff();
      expect(await looking).toBe(calledOff ? null : 'seen');
    }
  });
});
