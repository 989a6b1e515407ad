import type { Block } from './outlet.ts';

/** The English report that three outlets carry word for word. It never uses the German acronym. */
export const syndicatedReport: Block[] = [
  'For years Telegram has told its users that no government gets anything out of it. A report in the German magazine Der Spiegel now puts a crack in that promise: in several cases, Telegram is said to have answered requests from the German Federal Criminal Police and passed on what it knew about the people behind certain accounts.',
  'According to the report, the cases concern suspects in two fields only, the sexual abuse of children and the preparation of terrorist attacks. Requests about other offences, among them death threats and insults, are said to have been left lying as before. What exactly changed hands is not spelled out. In similar cases elsewhere it has been telephone numbers and the network addresses last seen by the service.',
  { subhead: 'A promise on the front page' },
  'The company, which runs its business from Dubai, still states on its website that it has disclosed “0 bytes” to third parties, governments included. Its terms leave one door open: where a court confirms that somebody is under suspicion of terrorism, the address and the number of that account may be handed over. A report twice a year was to count such cases. Readers who look for it find an empty channel.',
  'Berlin has been pressing for cooperation since the winter, when groups on the platform were used to organise marches to the homes of politicians. Officials first threatened fines, then spoke of a block, and at last found somebody to talk to. Since then, dozens of channels have been closed to readers in Germany.',
  { subhead: 'What is still open' },
  'Neither the number of cases nor the date of the first one is known. The interior ministry does not comment on single requests, and the company has not yet answered questions. Privacy groups want both sides to publish figures, so that a reader can tell a rule from an exception. Henrike Vollrath of the group Offene Leitung points to 218 letters that a federal office in Germany had sent to Dubai by the end of 2022.',
];
