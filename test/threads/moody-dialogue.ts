export type MoodyDialogue = { readonly start: null; readonly question: string; readonly answer: string };
