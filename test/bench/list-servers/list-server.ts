/** A mailing list that answers each request to join with a letter. */
export type ListServer = {
  /** `127.0.0.1:…`, where mail for it comes in. */
  readonly smtp: string;
  /** Whoever writes there gets one letter. */
  readonly joinAddress: string;
  readonly log: () => Promise<string>;
  /** Ends all its processes and removes its folder before it returns. */
  readonly stop: () => void;
};

export type KindOfListServer = {
  readonly name: string;
  /** So many mails tell enough, where more of them take too long. */
  readonly mostMails?: number;
  /** Why it cannot be started here; null where it can. */
  readonly whyNot: () => string | null;
  /** @param smarthost `127.0.0.1:…`, where its letters go. */
  readonly start: (smarthost: string) => Promise<ListServer>;
};

export const DOMAIN = 'lists.example';
/** Both list managers work as this user, whom every Debian has. */
export const LIST_USER = 'list';
