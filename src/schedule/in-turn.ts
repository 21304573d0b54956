/** Something that may be due, by its name in the log. */
export type Due = readonly [where: string, attend: () => Promise<unknown>];

/** One after the other. What fails is told, and keeps nothing else from being done. */
export async function inTurn(all: readonly Due[], onError: (where: string, error: unknown) => void): Promise<void> {
  for (const [where, attend] of all) {
    try {
      await attend();
    } catch (error) {
      onError(where, error);
    }
  }
}
