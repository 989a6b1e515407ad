/** An article of a test. */
export interface Sample {
  id: string;
  title: string;
  text: string;
  language: string;
}

/** Stories of their own, as a watch of a messenger brings them: what is usual. */
export const BACKGROUND: Sample[] = [
  [
    'Grauburg opens its new tram line',
    'The first tram crossed the bridge of Grauburg on Monday. Mayor Ilse Brandtner cut the ribbon.',
  ],
  [
    'Choir of Lindau wins in Riga',
    'The girls of the Lindau choir sang three songs by Arvo Kask and won the first prize of the jury.',
  ],
  [
    'Bakery chain Kruste files for bankruptcy',
    'Kruste, with 41 shops in the north, told the court in Emden that it cannot pay its bakers.',
  ],
  [
    'Storm Wilma cuts power in Jutland',
    'Wilma felled trees on the lines near Esbjerg. Engineers of Elvig worked all night.',
  ],
  ['Chess: Petrosjan draws again', 'Levon Petrosjan and Maria Olsen shook hands after 62 moves in Sibiu.'],
  [
    'School of Nordholm gets a library',
    'Parents of Nordholm collected books for a year. Teacher Anke Voss sorted them.',
  ],
  ['New ferry for the islands', 'The ferry Halmar takes 300 cars to Langsund. It was built in Gdynia.'],
  [
    'Vineyards of Mosel expect a small harvest',
    'Late frost took half of the grapes, says Jupp Kessler of the growers.',
  ],
  ['Museum returns a mask to Benin', 'The museum of Kastell gave the mask of a king back to envoys from Benin City.'],
  ['Cyclist Danvers breaks the hour record', 'Ella Danvers rode 51.2 kilometres on the track of Grenchen.'],
  ['Beavers flood a golf course', 'A family of beavers dammed the brook at Tannfeld. The greens stand under water.'],
  ['Opera of Brno goes on strike', 'Musicians in Brno want better pay. The premiere of Rusalka is off.'],
  [
    'Lottery: village of Osk wins together',
    'Everybody in Osk had a ticket with the same number, and shares nine million.',
  ],
  ['Satellite Vela 9 lost', 'The agency in Kiruna has no signal from Vela 9 since it left its orbit.'],
  ['Bees on the roof of the parliament', 'Beekeeper Tom Hassan harvests honey above the chamber in Valletta.'],
].map(([title, text], index) => ({ id: `b${index}`, title: title!, text: text!, language: 'en' }));

/** One story in two languages, with one name in common. */
export const DAM: Record<'german' | 'english', Sample> = {
  german: {
    id: 'dam-de',
    language: 'de',
    title: 'Staudamm in Norrland gebrochen: Tausende fliehen vor dem Wasser',
    text: 'Nach tagelangem Regen ist am frühen Morgen ein Damm im Norden gebrochen. Das Wasser überflutete drei Dörfer unterhalb von Vikmanshyttan. Helikopter holten Bewohner von den Dächern, Tausende mussten fliehen. Die Regierung schickt Soldaten und Zelte. Der Betreiber hatte noch vor einer Woche versichert, das Bauwerk sei sicher.',
  },
  english: {
    id: 'dam-en',
    language: 'en',
    title: 'Thousands flee as dam gives way after days of rain',
    text: 'A dam in the north of the country gave way at dawn after days of heavy rain, and water swept through three villages below Vikmanshyttan. People were lifted from their roofs by helicopter. The government is sending troops and tents. Only a week ago its operator had called the structure safe.',
  },
};

/** Two stories of one place, one day and one inspector. */
export const ATTACK: Sample = {
  id: 'attack',
  language: 'en',
  title: 'Knife attack in Kestrel Park: man held',
  text: 'Police have arrested a man of 34 after two women were stabbed in Kestrel Park on Monday evening. Inspector Dora Lindqvist said that he had been treated for delusions and that no one else was sought.',
};
export const ARSON: Sample = {
  id: 'arson',
  language: 'en',
  title: 'Woman held after arson in Kestrel Park',
  text: 'A woman of 29 is in custody since the pavilion in Kestrel Park burned down on Monday. Inspector Dora Lindqvist said that she had bought petrol near by.',
};

/** Words for one thing: what a model knows. */
const CONCEPTS = [
  /dam|damm|staudamm|bauwerk|structure/,
  /rain|regen|tagelangem/,
  /water|wasser|überflutete|swept/,
  /villages|dörfer/,
  /helicopter|helikopter/,
  /flee|fliehen/,
  /roofs|dächern/,
  /troops|soldaten/,
  /tents|zelte/,
  /government|regierung/,
  /operator|betreiber/,
  /arrested|held/,
  /knife|stabbed/,
  /delusions/,
  /arson|burned|petrol/,
  /pavilion/,
].map((words) => new RegExp(`^(?:${words.source})$`));
/** Places for all other words. */
const OTHERS = 64;

/**
 * A vector as a model could make it, without a model: what every text has in common, what it speaks of in whatever language,
 * and a little of each of its words.
 */
export function vectorFor(text: string): number[] {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const concepts = CONCEPTS.map((concept) => (words.some((word) => concept.test(word)) ? 1 : 0));
  const others = Array<number>(OTHERS).fill(0);
  for (const word of words) {
    const place = [...word].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)!) % 65_521, 7) % OTHERS;
    others[place]! += 0.1;
  }
  return [1, ...concepts, ...others];
}
