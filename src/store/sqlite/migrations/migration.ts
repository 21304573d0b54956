/** One step of the schema. Once released it is never edited: the next change is the next number. */
export type Migration = {
  /** `pragma user_version` after it; the steps are numbered 1, 2, 3 … */
  readonly version: number;
  readonly sql: string;
};
