/** A mail between its last octet and its decision. */
export type Undecided = {
  /** True while it is only looked at. */
  readonly mayBeCalledOff: boolean;
  /** False where it may not be: from then on it is decided, whoever waits for its place. */
  callOff(): boolean;
  /**
   * For what changes nothing. Null: the mail was called off meanwhile and its client told to come again, so nothing of what
   * would follow may be done.
   * @param look ends early at the signal; nobody hears what it then says or rejects with
   */
  whileLooking<T>(look: (calledOff: AbortSignal) => Promise<T>): Promise<T | null>;
};

export function createUndecided(): Undecided {
  const called = new AbortController();
  let looking = false;
  return {
    get mayBeCalledOff() {
      return looking;
    },
    callOff() {
      if (looking) called.abort();
      return looking;
    },
    async whileLooking(look) {
      looking = true;
      try {
        const seen = await look(called.signal);
        // Nothing can come between this and the end of looking.
        return called.signal.aborted ? null : seen;
      } catch (error) {
        if (called.signal.aborted) return null;
        throw error;
      } finally {
        looking = false;
      }
    },
  };
}
