import { describe, expect, it } from 'vitest';
import { createMessageMemory, type MessageMemory } from '../../src/smtp/message-memory.ts';

let clock = 0;

type Transfer = { octets: number; gotOnAt: number; take(octets: number): boolean; giveUp(): void };

function holder(memory: MessageMemory): Transfer {
  return {
    octets: 0,
    gotOnAt: clock,
    take(octets) {
      const taken = memory.reserve(octets, this);
      if (taken) this.octets += octets;
      return taken;
    },
    giveUp() {
      memory.release(this.octets, this);
      this.octets = 0;
    },
  };
}

describe('the memory for messages on their way', () => {
  it('is taken from those that do not get on, the slowest first, when somebody else needs it', () => {
    const memory = createMessageMemory(100, () => clock);
    const [first, second, third] = [holder(memory), holder(memory), holder(memory)];
    expect([first.take(40), second.take(40)]).toEqual([true, true]);
    expect(third.take(40)).toBe(false);
    clock += 1000;
    second.gotOnAt = clock;
    third.gotOnAt = clock;
    expect(third.take(40)).toBe(true);
    expect([first.octets, second.octets, third.octets]).toEqual([0, 40, 40]);
    expect(first.take(40)).toBe(false);
  });

  it('never takes more than what it has, nor from the one that asks', () => {
    const memory = createMessageMemory(100, () => clock);
    const only = holder(memory);
    expect(only.take(90)).toBe(true);
    clock += 5000;
    expect(only.take(20)).toBe(false);
    expect(only.octets).toBe(90);
  });

  it('is there again for others once it is given back', () => {
    const memory = createMessageMemory(100, () => clock);
    const [first, second] = [holder(memory), holder(memory)];
    expect(first.take(100)).toBe(true);
    first.giveUp();
    expect(second.take(100)).toBe(true);
  });
});
