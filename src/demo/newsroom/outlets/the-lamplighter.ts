import type { Outlet } from '../outlet.ts';
import { syndicatedReport } from '../syndicated-report.ts';

/** English; Atom. Its report is the one that two other outlets copy. One old item matches: it belongs to the baseline. */
export const theLamplighter: Outlet = {
  id: 'the-lamplighter',
  name: 'The Lamplighter',
  claim: 'Morning news from the harbour towns',
  language: 'en-GB',
  format: 'Atom',
  items: [
    {
      slug: 'messenger-gave-german-investigators-account-details',
      wave: 'breaking',
      minutesBefore: 0,
      section: 'Technology',
      byline: 'Technology desk',
      title: 'The messenger that never tells has told, German magazine reports',
      summary:
        'In several cases a chat service known for its silence is said to have given investigators what they asked for.',
      body: syndicatedReport,
    },
    {
      slug: 'island-airline-adds-winter-flights',
      wave: 'breaking',
      minutesBefore: 0,
      section: 'Travel',
      byline: 'Travel desk',
      title: 'Island airline adds winter flights, and passengers plan by chat',
      summary: 'The carrier known by its booking code doubles its Saturday service until March.',
      body: [
        'The little airline that serves the outer islands will fly twice every Saturday until March. Regulars, who know it only by its booking code bka, share seats, lifts and weather notes in a Telegram channel that has grown to four thousand members.',
        'The second rotation leaves at noon, late enough for the ferry from the north shore to connect. Fares stay as they are. Bicycles go free when the hold has room, which, the timetable admits, it seldom has in December.',
      ],
    },
    {
      slug: 'chat-app-passes-a-billion',
      wave: 'breaking',
      minutesBefore: 0,
      section: 'Business',
      byline: 'Business desk',
      title: 'Telegram counts a billion users and starts to earn money',
      summary: 'Subscriptions and advertising carry the messenger into profit for the first time.',
      body: [
        'More than a billion people now open Telegram at least once a month, twice as many as four years ago, and for the first time the company earns more than it spends. Subscriptions bring in the larger part; the rest comes from advertising in public channels.',
        'Growth is strongest in India, Brazil and Indonesia. Analysts point out that new members cost the service little: a lean staff and rented machines keep the bill for each of them below a dollar a year. A listing on the stock exchange, long rumoured, is not planned before the end of next year.',
      ],
    },
    {
      slug: 'lightning-halts-coast-line',
      wave: 'breaking',
      minutesBefore: 0,
      section: 'Local',
      byline: 'Local desk',
      title: 'Lightning strike halts trains on the coast line',
      summary: 'A signal box near Saltmarsh burned out during the storm; buses run instead.',
      body: [
        'A lightning strike in the early hours burned out the signal box near Saltmarsh and brought trains on the coast line to a halt. Buses replace them between Saltmarsh and Quayside until the evening at least.',
        'Nobody was hurt. Engineers expect to work through the night, since spare parts for the sixty-year-old equipment have to come from a museum railway inland.',
      ],
    },
    {
      slug: 'three-years-of-letters-without-answer',
      wave: 'background',
      minutesBefore: 60 * 24 * 9,
      section: 'Technology',
      byline: 'Technology desk',
      title: 'Three years of letters to a messenger, and no answer',
      summary: 'How German officials have tried to get through to a company that does not open its post.',
      body: [
        'The letters left Wiesbaden by courier and came back unopened. For three years, officials say in a paper for parliament, Telegram did not answer a single request from the German Federal Criminal Police, whatever the offence.',
        'The paper counts more than four hundred attempts by letter, mail and web form. It ends with a table of costs: postage alone came to nine thousand euros. Parliament will discuss it after the summer break.',
      ],
    },
    {
      slug: 'lighthouse-for-sale',
      wave: 'background',
      minutesBefore: 95,
      section: 'Local',
      byline: 'Local desk',
      title: 'For sale: one lighthouse, lightly used, no neighbours',
      summary: 'The harbour board wants to part with the tower on Gull Rock, and has had forty enquiries.',
      body: [
        'The tower on Gull Rock has warned ships since the days of sail. Since its lamp was automated nobody has lived there, and now the harbour board would like somebody else to paint it. Forty people have asked for the details within a week.',
        'The price is low, the upkeep is not. A buyer must keep the light burning, let the bird wardens land twice a year, and carry up drinking water by boat. The board will choose by the best plan, not the highest bid.',
      ],
    },
    {
      slug: 'school-kitchen-wins-prize',
      wave: 'background',
      minutesBefore: 410,
      section: 'Local',
      byline: 'Local desk',
      title: 'School kitchen that cooks from its own garden wins a prize',
      summary: 'Two hundred lunches a day, half of the vegetables from behind the gym.',
      body: [
        'Two hundred lunches leave the kitchen of Quayside School every day, and half of the vegetables in them grew behind the gym. That was enough for the first prize in a regional contest for public canteens.',
        'Pupils plan the beds in mathematics and weed them after class. The prize money will pay for a second greenhouse, in which the cooks hope to bring on tomatoes before the summer holidays empty the dining hall.',
      ],
    },
  ],
};
