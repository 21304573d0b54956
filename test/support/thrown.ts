/** For what tells its errors: in this test there shall be none. */
export function thrown(where: string, error: unknown): never {
  throw new Error(where, { cause: error });
}
