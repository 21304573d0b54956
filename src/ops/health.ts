/** Whether this process can do its work now. `/health` asks only whether it lives. */
export type Readiness = {
  /** All of the following. */
  readonly ready: boolean;
  readonly databaseWritable: boolean;
  /** False while the oldest mail that is due has waited too long. */
  readonly outboxMoving: boolean;
  readonly ianaFresh: boolean;
  /** One line for each thing that is worth knowing: no address, no name. */
  readonly details: readonly string[];
};
