import type { Outlet } from '../outlet.ts';
import { syndicatedReport } from '../syndicated-report.ts';

/** English; RSS 2.0. A digest: reprints the report and names the original as canonical. One of its pages is gone. */
export const beaconDigest: Outlet = {
  id: 'beacon-digest',
  name: 'Beacon Digest',
  claim: 'The best of other papers, twice a day',
  language: 'en',
  format: 'RSS 2.0',
  items: [
    {
      slug: 'messenger-that-never-tells',
      wave: 'breaking',
      minutesBefore: 0,
      section: 'Editors’ picks',
      byline: 'The Lamplighter',
      title: 'The messenger that never tells has told, German magazine reports',
      summary: 'From The Lamplighter: a chat service known for its silence is said to have broken it.',
      body: syndicatedReport,
      canonical: { outletId: 'the-lamplighter', slug: 'messenger-gave-german-investigators-account-details' },
      tracking: 'utm_source=feed&utm_medium=rss&utm_campaign=morning-digest',
    },
    {
      slug: 'committee-asks-for-figures',
      wave: 'breaking',
      minutesBefore: 0,
      section: 'Politics',
      byline: 'Beacon Digest',
      title: 'Committee wants figures from the messenger',
      summary:
        'After the report from Germany, a parliamentary committee asks Telegram to say which user data it has given to police forces since January, and on what legal ground.',
      body: ['This page was taken down.'],
      pageStatus: 404,
    },
    {
      slug: 'quiet-clocks',
      wave: 'background',
      minutesBefore: 75,
      section: 'Science',
      byline: 'Beacon Digest',
      title: 'A clock so quiet that its makers had to prove it runs',
      summary: 'No tick, no battery: a pendulum in a vacuum keeps time to a second a year.',
      body: [
        'Visitors to the workshop put an ear to the glass and hear nothing. The pendulum inside swings in a vacuum, pushed once a minute by a beam of light, and loses less than a second a year.',
        'Its makers added a small wheel with no purpose but to turn, because nobody believed that the clock was running. The first one goes to an observatory, the second to a concert hall whose organist complained about the old one.',
      ],
    },
    {
      slug: 'paths-through-the-dunes',
      wave: 'background',
      minutesBefore: 900,
      section: 'Outdoors',
      byline: 'Beacon Digest',
      title: 'New paths through the dunes keep feet off the orchids',
      summary: 'Two kilometres of boardwalk open on Sunday, with benches every three hundred metres.',
      body: [
        'Two kilometres of boardwalk through the western dunes open on Sunday. They lead around the hollow where rare orchids grow and which, last summer, was trodden flat by people looking for a place to picnic.',
        'The wood comes from storm-felled larch. Benches stand every three hundred metres, dogs stay on the lead, and in May one section closes for the terns that nest there.',
      ],
    },
  ],
};
